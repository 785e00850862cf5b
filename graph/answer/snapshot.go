package answer

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"

	"demarche/graph"
)

// SnapshotMember is one participant in a snapshot of an event's participants. With the snapshot a page reads no
// participants' edges and nodes, but only their names, most of which repeat.
type SnapshotMember struct {
	ID    string
	Roles []graph.Role
	Via   graph.Via
}

// snapshotTypes lists the types of actors and the prefixes of their ids. The database stores their indices: add only at
// the end.
var snapshotTypes = [...]struct{ name, prefix string }{{"Official", "official:"}, {"Country", "country:"}, {"Organization", "org:"}}

// snapshotRoles lists the roles. The database stores their indices: add only at the end.
var snapshotRoles = []graph.Role{
	graph.Host,
	graph.Guest,
	graph.Sender,
	graph.Recipient,
	graph.Companion,
	graph.Speaker,
	graph.Signatory,
	graph.Subject,
	graph.Participant,
}

// PackSnapshot encodes the participants of an event for the database. Each member has: the number of its type, doubled,
// plus one if it takes part itself; the length of its id without the prefix; that part of the id; the number of its
// roles; and the numbers of the roles.
func PackSnapshot(members []SnapshotMember) []byte {
	out := make([]byte, 0, 16*len(members))
	for _, m := range members {
		typ, rest := cutActor(m.ID)
		head := byte(typ << 1)
		if m.Via == graph.ViaDirect {
			head |= 1
		}
		out = append(binary.AppendUvarint(append(out, head), uint64(len(rest))), rest...)
		out = append(out, byte(len(m.Roles)))
		for _, r := range m.Roles {
			out = append(out, byte(slices.Index(snapshotRoles, r)))
		}
	}
	return out
}

// cutActor returns the number of an actor's type, and its id without the prefix.
func cutActor(id string) (typ int, rest string) {
	for i, t := range snapshotTypes {
		if rest, ok := strings.CutPrefix(id, t.prefix); ok {
			return i, rest
		}
	}
	panic("no actor has the id " + id)
}

// packedMember is a member of a packed snapshot.
type packedMember struct {
	typ    int
	direct bool
	rest   []byte // of the id
	roles  []byte
}

// cutMember decodes the first member of a packed snapshot and returns the rest.
func cutMember(packed []byte) (m packedMember, after []byte, ok bool) {
	m.typ, m.direct = int(packed[0]>>1), packed[0]&1 == 1
	size, n := binary.Uvarint(packed[1:])
	if m.typ >= len(snapshotTypes) || n <= 0 || size >= uint64(len(packed)-1-n) {
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
	return m, packed[roles:], !slices.ContainsFunc(m.roles, func(r byte) bool { return int(r) >= len(snapshotRoles) })
}

// ParticipantSnapshot holds the participants of an event with their names. It is the value of a list of
// Participation.
type ParticipantSnapshot struct {
	packed []byte
	names  []string // of each member; empty while it is not known
}

// ReadSnapshot decodes the result of PackSnapshot. It takes names from known, and calls unknown with the ids that known
// lacks. The error wraps graph.ErrInternal.
func ReadSnapshot(packed []byte, known ActorNames, unknown func(id string)) (*ParticipantSnapshot, error) {
	s := &ParticipantSnapshot{packed: packed, names: make([]string, 0, len(packed)/10)}
	for len(packed) > 0 {
		m, after, ok := cutMember(packed)
		if !ok {
			return nil, fmt.Errorf("%w: what an event holds of its participants is broken; demarche doctor --deep names such events", graph.ErrInternal)
		}
		name, ok := known[m.typ][string(m.rest)]
		if !ok {
			unknown(snapshotTypes[m.typ].prefix + string(m.rest))
		}
		s.names, packed = append(s.names, name), after
	}
	return s, nil
}

// Name sets the missing names of members.
func (s *ParticipantSnapshot) Name(known ActorNames) {
	packed := s.packed
	for i, name := range s.names {
		m, after, _ := cutMember(packed) // it was read once
		if packed = after; name == "" {
			s.names[i] = known[m.typ][string(m.rest)]
		}
	}
}

// ActorNames holds names of actors by the number of the type and the id without its prefix. A lookup does not have to
// build the id.
type ActorNames [len(snapshotTypes)]map[string]string

// Add adds the name of an actor.
func (n *ActorNames) Add(id, name string) {
	typ, rest := cutActor(id)
	if n[typ] == nil {
		n[typ] = map[string]string{}
	}
	n[typ][rest] = name
}

// AddAll adds all names of another.
func (n *ActorNames) AddAll(of ActorNames) {
	for typ, names := range of {
		if n[typ] == nil {
			n[typ] = map[string]string{}
		}
		maps.Copy(n[typ], names)
	}
}

// Len returns the number of names.
func (n *ActorNames) Len() (names int) {
	for _, m := range n {
		names += len(m)
	}
	return names
}
