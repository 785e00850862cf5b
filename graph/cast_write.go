package graph

import "slices"

// ServesCast reports whether a cast holds all selected fields of participants.
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

// write appends the members of the cast that the arguments select. No field of a cast can be null or fail. write
// therefore keeps no paths for errors, and allocates nothing for the thousands of fields of a page.
func (c *Cast) write(r *renderer, f *Field) {
	asked := castAskedBy(r.args[f.Arg].Values)
	r.b = append(r.b, '[')
	packed, written := c.packed, int64(0)
	for _, name := range c.names {
		m, after, _ := cutMember(packed) // ReadCast saw that it is whole
		if packed = after; written == asked.first || !asked.has(&m) {
			continue
		}
		if written++; written > 1 {
			r.b = append(r.b, ',')
		}
		r.member(f.Of, &m, name)
	}
	r.b = append(r.b, ']')
}

func (r *renderer) member(s *Selection, m *packedMember, name string) {
	r.b = append(r.b, '{')
	for i, k := range s.only {
		if i > 0 {
			r.b = append(r.b, ',')
		}
		if r.b = append(r.b, k.Open...); k.Value == Typename {
			r.b = append(r.b, `"Participation"`...)
			continue
		}
		switch f := s.Fields[k.Value]; f.Name {
		case "roles":
			r.roles(m.roles)
		case "via":
			r.b = AppendString(r.b, string(m.via()))
		case "actor":
			r.castActor(f.Of, m, name)
		}
	}
	r.b = append(r.b, '}')
}

func (r *renderer) roles(roles []byte) {
	r.b = append(r.b, '[')
	for i, role := range roles {
		if i > 0 {
			r.b = append(r.b, ',')
		}
		r.b = AppendString(r.b, string(castRoles[role]))
	}
	r.b = append(r.b, ']')
}

func (r *renderer) castActor(s *Selection, m *packedMember, name string) {
	typ := &castTypes[m.typ]
	r.b = append(r.b, '{')
	for i, k := range s.Layouts[typ.name] {
		if i > 0 {
			r.b = append(r.b, ',')
		}
		switch r.b = append(r.b, k.Open...); {
		case k.Value == Typename:
			r.b = AppendString(r.b, typ.name)
		case s.Fields[k.Value].Name == "name":
			r.b = AppendString(r.b, name)
		default:
			r.b = append(appendText(appendText(append(r.b, '"'), typ.prefix), m.rest), '"')
		}
	}
	r.b = append(r.b, '}')
}
