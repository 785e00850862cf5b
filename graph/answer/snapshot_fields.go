package answer

import (
	"slices"

	"demarche/graph"
)

// ServesSnapshot reports whether a snapshot holds all selected fields of participants.
func ServesSnapshot(participants *Selection) bool {
	for i, f := range participants.Fields {
		if participants.writers[i] == nil || f.Of != nil && slices.ContainsFunc(f.Of.writers, isMissing) {
			return false
		}
	}
	return true
}

func isMissing(w fieldWriter) bool { return w == nil }

// memberFilter holds the arguments of a field of participants.
type memberFilter struct {
	via   string // empty: any
	roles []any  // empty: any
	first int64
}

func memberFilterOf(args map[string]any) memberFilter {
	a := memberFilter{first: graph.MaxPage}
	a.via, _ = args["via"].(string)
	a.roles, _ = args["roles"].([]any)
	if first, ok := args["first"].(int64); ok {
		a.first = first
	}
	return a
}

func (a *memberFilter) has(m *packedMember) bool {
	return (a.via == "" || a.via == string(m.via())) && (len(a.roles) == 0 || slices.ContainsFunc(m.roles, func(r byte) bool {
		return slices.Contains(a.roles, any(string(snapshotRoles[r])))
	}))
}

func (m *packedMember) via() graph.Via {
	if m.direct {
		return graph.ViaDirect
	}
	return graph.ViaOfficial
}

// write appends the members of the snapshot that the arguments select. It allocates nothing for a member.
func (s *ParticipantSnapshot) write(r *renderer, f *Field, item *Type) bool {
	filter := memberFilterOf(r.arguments(f).Values)
	r.enter(nil)
	r.b = append(r.b, '[')
	packed, written, ok := s.packed, int64(0), true
	for _, name := range s.names {
		m, after, _ := cutMember(packed) // ReadSnapshot saw that it is whole
		if packed = after; written == filter.first || !filter.has(&m) {
			continue
		}
		if written++; written > 1 {
			r.b = append(r.b, ',')
		}
		r.member = namedMember{m, name}
		r.at(int(written) - 1)
		ok = r.value(f, item, &r.member) && ok
	}
	r.b = append(r.b, ']')
	r.leave()
	return ok
}

// namedMember is a member of a snapshot with its name.
type namedMember struct {
	packedMember
	name string
}

var participationFields = fieldsOf[namedMember]{
	"roles": func(r *renderer, _ *Field, m *namedMember) bool { return r.roles(m.roles) },
	"via":   func(r *renderer, _ *Field, m *namedMember) bool { return r.text(string(m.via())) },
	"actor": func(r *renderer, f *Field, m *namedMember) bool {
		typ := snapshotTypes[m.typ].name
		return r.keys(f.Of, typ, f.Of.Layouts[typ], nil, m)
	},
}

var actorFields = fieldsOf[namedMember]{
	"id": func(r *renderer, _ *Field, m *namedMember) bool {
		r.b = append(appendText(appendText(append(r.b, '"'), snapshotTypes[m.typ].prefix), m.rest), '"')
		return true
	},
	"name": func(r *renderer, _ *Field, m *namedMember) bool { return r.text(m.name) },
}

func (r *renderer) roles(roles []byte) bool {
	r.b = append(r.b, '[')
	for i, role := range roles {
		if i > 0 {
			r.b = append(r.b, ',')
		}
		r.text(string(snapshotRoles[role]))
	}
	r.b = append(r.b, ']')
	return true
}
