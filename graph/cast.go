package graph

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// A Cast is who takes part in an event, as the event itself holds it: a page need not read every participant's edge and node
// then, but names alone, most of which come again and again.
type Cast []CastMember

// A CastMember is one participant. Its name is looked up.
type CastMember struct {
	ID    string
	Roles []Role
	Via   Via
	Name  string
}

// castTypes are the types of actors and what their ids begin with. Their numbers are stored: add to the end alone.
var castTypes = []struct{ name, prefix string }{{"Official", "official:"}, {"Country", "country:"}, {"Organization", "org:"}}

// castRoles gives each role its number. Numbers are stored: add to the end alone.
var castRoles = []Role{Host, Guest, Sender, Recipient, Companion, Speaker, Signatory, Subject, Participant}

// Pack is a cast as the database holds it: of each member the number of its type, doubled, and one more where it takes part
// itself; the length of its id without the prefix, and that; how many roles it has, and their numbers.
func (c Cast) Pack() []byte {
	out := make([]byte, 0, 16*len(c))
	for _, m := range c {
		typ := typeOfActor(m.ID)
		rest := m.ID[len(castTypes[typ].prefix):]
		head := byte(typ << 1)
		if m.Via == ViaDirect {
			head |= 1
		}
		out = append(binary.AppendUvarint(append(out, head), uint64(len(rest))), rest...)
		out = append(out, byte(len(m.Roles)))
		for _, r := range m.Roles {
			out = append(out, byte(slices.Index(castRoles, r)))
		}
	}
	return out
}

func typeOfActor(id string) int {
	for i, t := range castTypes {
		if strings.HasPrefix(id, t.prefix) {
			return i
		}
	}
	panic("no actor has the id " + id)
}

// UnpackCast reads what Pack wrote.
func UnpackCast(packed []byte) (Cast, error) {
	out := make(Cast, 0, len(packed)/10)
	for len(packed) > 0 {
		var m CastMember
		rest, ok := m.unpack(packed)
		if !ok {
			return nil, fmt.Errorf("%w: what an event holds of its participants is broken; demarche doctor --deep names such events", ErrInternal)
		}
		out, packed = append(out, m), rest
	}
	return out, nil
}

func (m *CastMember) unpack(packed []byte) (rest []byte, ok bool) {
	head, packed := packed[0], packed[1:]
	size, n := binary.Uvarint(packed)
	if int(head>>1) >= len(castTypes) || n <= 0 || size >= uint64(len(packed)-n) {
		return nil, false
	}
	packed = packed[n:]
	m.ID = castTypes[head>>1].prefix + string(packed[:size])
	if m.Via = ViaOfficial; head&1 == 1 {
		m.Via = ViaDirect
	}
	roles := int(packed[size])
	packed = packed[size+1:]
	if roles > len(packed) {
		return nil, false
	}
	for _, r := range packed[:roles] {
		if int(r) >= len(castRoles) {
			return nil, false
		}
	}
	if roles == 1 { // as nearly always
		m.Roles = castRoles[packed[0] : packed[0]+1 : packed[0]+1]
		return packed[1:], true
	}
	m.Roles = make([]Role, roles)
	for i, r := range packed[:roles] {
		m.Roles[i] = castRoles[r]
	}
	return packed[roles:], true
}

// ServesCast reports whether a cast has all that is wanted of participants.
func ServesCast(participants *Selection) bool {
	return !slices.ContainsFunc(participants.Fields, func(f *Field) bool {
		switch f.Name {
		case "roles", "via":
			return false
		case "actor":
			return slices.ContainsFunc(f.Of.Fields, func(f *Field) bool { return f.Name != "id" && f.Name != "name" })
		}
		return true
	})
}

// asked are the members that the arguments of a field ask for.
func (c Cast) asked(args map[string]any) []any {
	via, _ := args["via"].(string)
	roles, _ := args["roles"].([]any)
	first, ok := args["first"].(int64)
	if !ok {
		first = MaxPage
	}
	out := make([]any, 0, len(c))
	for i := range c {
		m := &c[i]
		if (via == "" || string(m.Via) == via) && (len(roles) == 0 || m.hasAny(roles)) && int64(len(out)) < first {
			out = append(out, m)
		}
	}
	return out
}

func (m *CastMember) hasAny(roles []any) bool {
	return slices.ContainsFunc(roles, func(r any) bool { return slices.Contains(m.Roles, Role(r.(string))) })
}

func (*CastMember) typeName() string { return "Participation" }

func (m *CastMember) field(name string) any {
	switch name {
	case "roles":
		return texts(m.Roles)
	case "via":
		return string(m.Via)
	}
	return castActor{m}
}

// castActor is the actor of a member.
type castActor struct{ *CastMember }

func (a castActor) typeName() string { return castTypes[typeOfActor(a.ID)].name }

func (a castActor) field(name string) any {
	if name == "id" {
		return a.ID
	}
	return a.Name
}
