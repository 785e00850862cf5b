package graph

import (
	"cmp"
	"slices"

	"demarche/graph/edtf"
)

// Records of one id in several rows or files are merged. Lists become the union of both. A missing text or number is
// taken from the other record; of two different values, the one that sorts first stays. The result does not depend on
// the order of the records.

// Merged returns the event with the additions of another record with the same id.
func (e Event) Merged(o Event) Event {
	e.Kind, e.Title = either(e.Kind, o.Kind), either(e.Title, o.Title)
	for _, t := range EventTexts {
		t.Set(&e, either(t.Of(&e), t.Of(&o)))
	}
	e.Place, e.PartOf = either(e.Place, o.Place), either(e.PartOf, o.PartOf)
	e.Date = eitherDate(e.Date, o.Date)
	e.Participants = participants(e.Participants, o.Participants)
	e.About = union(e.About, o.About, cmp.Compare[string])
	e.Sources = citations(e.Sources, o.Sources)
	return e
}

// Merged returns the official with the additions of another record with the same id.
func (r Official) Merged(o Official) Official {
	r.Name, r.NativeName = either(r.Name, o.Name), either(r.NativeName, o.NativeName)
	r.Wikidata = either(r.Wikidata, o.Wikidata)
	r.Aliases = union(r.Aliases, o.Aliases, cmp.Compare[string])
	r.Born, r.Died, r.Country = eitherDate(r.Born, o.Born), eitherDate(r.Died, o.Died), either(r.Country, o.Country)
	r.Sources = citations(r.Sources, o.Sources)
	return r
}

// Merged returns the tenure with the additions of another record with the same id.
func (r Tenure) Merged(o Tenure) Tenure {
	r.Official, r.Post, r.Dates = either(r.Official, o.Official), either(r.Post, o.Post), eitherDate(r.Dates, o.Dates)
	r.Acting = r.Acting || o.Acting
	r.Sources = citations(r.Sources, o.Sources)
	return r
}

// Merged returns the post with the additions of another record with the same id. A title that only repeats the name in
// the id yields to another title.
func (r Post) Merged(o Post) Post {
	if "post:"+r.Title == r.ID && o.Title != "" {
		r.Title = o.Title
	} else if "post:"+o.Title == o.ID {
		o.Title = r.Title
	}
	r.Title, r.Level = either(r.Title, o.Title), either(r.Level, o.Level)
	r.Organization = either(r.Organization, o.Organization)
	r.Sources = citations(r.Sources, o.Sources)
	return r
}

// Merged returns the organization with the additions of another record with the same id.
func (r Organization) Merged(o Organization) Organization {
	r.Name, r.Kind, r.Country = either(r.Name, o.Name), either(r.Kind, o.Kind), either(r.Country, o.Country)
	r.Sources = citations(r.Sources, o.Sources)
	return r
}

// Merged returns the place with the additions of another record with the same id.
func (r Place) Merged(o Place) Place {
	r.Name, r.Country = either(r.Name, o.Name), either(r.Country, o.Country)
	if r.Latitude == nil ||
		o.Latitude != nil &&
			cmp.Or(cmp.Compare(*o.Latitude, *r.Latitude), cmp.Compare(*o.Longitude, *r.Longitude)) < 0 {
		r.Latitude, r.Longitude = o.Latitude, o.Longitude
	}
	r.Sources = citations(r.Sources, o.Sources)
	return r
}

// either returns the value that is not empty, or of two the one that sorts first.
func either[T ~string](a, b T) T {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

func eitherDate(a, b edtf.Date) edtf.Date {
	if a.IsZero() || !b.IsZero() && b.String() < a.String() {
		return b
	}
	return a
}

func union[T any](a, b []T, compare func(T, T) int) []T {
	if len(a)+len(b) == 0 {
		return nil
	}
	out := slices.Concat(a, b)
	slices.SortFunc(out, compare)
	return slices.CompactFunc(out, func(x, y T) bool { return compare(x, y) == 0 })
}

func citations(a, b []Citation) []Citation { return union(a, b, byCitation) }

// Citations returns the citations without duplicates, in their order.
func Citations(some []Citation) []Citation { return citations(some, nil) }

func byCitation(x, y Citation) int {
	return cmp.Or(
		cmp.Compare(x.Source, y.Source),
		cmp.Compare(x.Record, y.Record),
		cmp.Compare(x.Quote, y.Quote),
		cmp.Compare(x.Mentions, y.Mentions),
	)
}

// participants returns the participants of both lists, each once with all its roles.
func participants(a, b []Participation) []Participation {
	var out []Participation
	at := map[string]int{}
	for _, p := range slices.Concat(a, b) {
		i, ok := at[p.Actor]
		if !ok {
			i, at[p.Actor] = len(out), len(out)
			out = append(out, Participation{Actor: p.Actor})
		}
		for _, role := range p.Roles {
			if !slices.Contains(out[i].Roles, role) {
				out[i].Roles = append(out[i].Roles, role)
			}
		}
	}
	byRole := func(x, y Role) int { return cmp.Compare(slices.Index(Roles, x), slices.Index(Roles, y)) }
	for _, p := range out {
		slices.SortFunc(p.Roles, byRole)
	}
	slices.SortFunc(out, func(x, y Participation) int {
		return cmp.Or(slices.CompareFunc(x.Roles, y.Roles, byRole), cmp.Compare(x.Actor, y.Actor))
	})
	return out
}
