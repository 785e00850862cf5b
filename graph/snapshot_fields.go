package graph

import "slices"

// ServesCast reports whether a cast holds all selected fields of participants.
func ServesCast(participants *Selection) bool {
	for i, f := range participants.Fields {
		if participants.writers[i] == nil || f.Of != nil && slices.ContainsFunc(f.Of.writers, isMissing) {
			return false
		}
	}
	return true
}

func isMissing(w fieldWriter) bool { return w == nil }

// castAsked holds the arguments of a field of participants.
type castAsked struct {
	via   string // empty: any
	roles []any  // empty: any
	first int64
}

func castAskedBy(args map[string]any) castAsked {
	a := castAsked{first: MaxPage}
	a.via, _ = args["via"].(string)
	a.roles, _ = args["roles"].([]any)
	if first, ok := args["first"].(int64); ok {
		a.first = first
	}
	return a
}

func (a *castAsked) has(m *packedMember) bool {
	return (a.via == "" || a.via == string(m.via())) && (len(a.roles) == 0 || slices.ContainsFunc(m.roles, func(r byte) bool {
		return slices.Contains(a.roles, any(string(castRoles[r])))
	}))
}

func (m *packedMember) via() Via {
	if m.direct {
		return ViaDirect
	}
	return ViaOfficial
}

// write appends the members of the cast that the arguments select. It allocates nothing for a member.
func (c *Cast) write(r *renderer, f *Field, item *Type) bool {
	asked := castAskedBy(r.arguments(f))
	r.enter(nil)
	r.b = append(r.b, '[')
	packed, written, ok := c.packed, int64(0), true
	for _, name := range c.names {
		m, after, _ := cutMember(packed) // ReadCast saw that it is whole
		if packed = after; written == asked.first || !asked.has(&m) {
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

// A namedMember is a member of a cast with its name.
type namedMember struct {
	packedMember
	name string
}

var participationFields = fieldsOf[namedMember]{
	"roles": func(r *renderer, _ *Field, m *namedMember) bool { return r.roles(m.roles) },
	"via":   func(r *renderer, _ *Field, m *namedMember) bool { return r.text(string(m.via())) },
	"actor": func(r *renderer, f *Field, m *namedMember) bool {
		typ := castTypes[m.typ].name
		return r.keys(f.Of, typ, f.Of.Layouts[typ], nil, m)
	},
}

var actorFields = fieldsOf[namedMember]{
	"id": func(r *renderer, _ *Field, m *namedMember) bool {
		r.b = append(appendText(appendText(append(r.b, '"'), castTypes[m.typ].prefix), m.rest), '"')
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
		r.text(string(castRoles[role]))
	}
	r.b = append(r.b, ']')
	return true
}
