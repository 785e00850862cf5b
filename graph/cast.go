package graph

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A CastMember is one participant of an event, as the event itself holds it: a page need not read every participant's edge and
// node then, but names alone, most of which come again and again.
type CastMember struct {
	ID    string
	Roles []Role
	Via   Via
}

// castTypes are the types of actors and what their ids begin with. Their numbers are stored: add to the end alone.
var castTypes = [...]struct{ name, prefix string }{{"Official", "official:"}, {"Country", "country:"}, {"Organization", "org:"}}

// castRoles gives each role its number. Numbers are stored: add to the end alone.
var castRoles = []Role{Host, Guest, Sender, Recipient, Companion, Speaker, Signatory, Subject, Participant}

// PackCast is who takes part in an event as the database holds it: of each member the number of its type, doubled, and one more
// where it takes part itself; the length of its id without the prefix, and that; how many roles it has, and their numbers.
func PackCast(members []CastMember) []byte {
	out := make([]byte, 0, 16*len(members))
	for _, m := range members {
		typ, rest := cutActor(m.ID)
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

// cutActor returns the number of an actor's type, and what its id has after the prefix.
func cutActor(id string) (typ int, rest string) {
	for i, t := range castTypes {
		if rest, ok := strings.CutPrefix(id, t.prefix); ok {
			return i, rest
		}
	}
	panic("no actor has the id " + id)
}

// A packedMember is a member as it stands in a packed cast.
type packedMember struct {
	typ    int
	direct bool
	rest   []byte // of the id
	roles  []byte
}

// cutMember takes the first member off a packed cast.
func cutMember(packed []byte) (m packedMember, after []byte, ok bool) {
	m.typ, m.direct = int(packed[0]>>1), packed[0]&1 == 1
	size, n := binary.Uvarint(packed[1:])
	if m.typ >= len(castTypes) || n <= 0 || size >= uint64(len(packed)-1-n) {
		return m, nil, false
	}
	packed = packed[1+n:]
	m.rest = packed[:size]
	roles := int(packed[size])
	packed = packed[size+1:]
	if roles > len(packed) {
		return m, nil, false
	}
	m.roles = packed[:roles]
	return m, packed[roles:], !slices.ContainsFunc(m.roles, func(r byte) bool { return int(r) >= len(castRoles) })
}

// A Cast is a packed one with the names of its members, for an answer.
type Cast struct {
	packed []byte
	names  []string // of each member; empty while it is not known
}

// ReadCast reads what PackCast wrote. Its names are among those given; of the others it tells the ids.
func ReadCast(packed []byte, known ActorNames, unknown func(id string)) (*Cast, error) {
	c := &Cast{packed: packed, names: make([]string, 0, len(packed)/10)}
	for len(packed) > 0 {
		m, after, ok := cutMember(packed)
		if !ok {
			return nil, fmt.Errorf("%w: what an event holds of its participants is broken; demarche doctor --deep names such events", ErrInternal)
		}
		name, ok := known[m.typ][string(m.rest)]
		if !ok {
			unknown(castTypes[m.typ].prefix + string(m.rest))
		}
		c.names, packed = append(c.names, name), after
	}
	return c, nil
}

// Name gives the members that have no name yet theirs.
func (c *Cast) Name(known ActorNames) {
	packed := c.packed
	for i, name := range c.names {
		m, after, _ := cutMember(packed) // it was read once
		if packed = after; name == "" {
			c.names[i] = known[m.typ][string(m.rest)]
		}
	}
}

// ActorNames are names of actors by the numbers of their types and the rests of their ids: a name is found without its id being
// made.
type ActorNames [len(castTypes)]map[string]string

// Add adds the name of an actor.
func (n *ActorNames) Add(id, name string) {
	typ, rest := cutActor(id)
	if n[typ] == nil {
		n[typ] = map[string]string{}
	}
	n[typ][rest] = name
}

// AddAll adds those of others.
func (n *ActorNames) AddAll(of ActorNames) {
	for typ, names := range of {
		if n[typ] == nil {
			n[typ] = map[string]string{}
		}
		maps.Copy(n[typ], names)
	}
}

// Len is how many there are.
func (n *ActorNames) Len() (names int) {
	for _, m := range n {
		names += len(m)
	}
	return names
}
