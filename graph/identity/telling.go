package identity

import (
	"cmp"
	"slices"

	"demarche/graph"
	"demarche/graph/edtf"
)

// Telling is an event as one record tells it, or several records that share its id.
type Telling struct {
	ID      string
	Kind    graph.EventKind
	Date    edtf.Date
	Place   Where
	Cast    []Actor
	Records []Record // what it was read from; a source of many data sets, such as a newspaper, is none
	PartOf  string   // the event of which a source makes it a part; empty if none does
}

// Where is a place with its country's id; both may be unknown.
type Where struct{ ID, Name, Country string }

// Actor is who takes part: an official, with the country's id, a country or an organization. Of officials who are one
// person, the id is that of the one who is kept.
type Actor struct {
	ID, Country string
	Roles       []graph.Role
}

// Record is a record of a data set.
type Record struct{ Source, ID string }

// having returns the sorted ids of the actors with a role who are officials, countries, or whatever is accepts.
func (t Telling) having(role graph.Role, is func(id string) bool) (out []string) {
	for _, a := range t.Cast {
		if is(a.ID) && slices.Contains(a.Roles, role) {
			out = append(out, a.ID)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// guests are the officials who came; if none is named, the countries.
func (t Telling) guests() []string {
	if people := t.having(graph.Guest, graph.IsOfficial); len(people) > 0 {
		return people
	}
	return t.having(graph.Guest, graph.IsCountry)
}

// destinations are the countries that a visit went to: that of its place, or else those of its hosts.
func (t Telling) destinations() []string {
	if t.Place.Country != "" {
		return []string{t.Place.Country}
	}
	out := t.having(graph.Host, graph.IsCountry)
	for _, a := range t.Cast {
		if a.Country != "" && graph.IsOfficial(a.ID) && slices.Contains(a.Roles, graph.Host) {
			out = append(out, a.Country)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// days are the first and the last day of a telling; ok is false if one of them is unknown.
func (t Telling) days() (out Days, ok bool) {
	from, ok := t.Date.Earliest()
	to, alsoOK := t.Date.Latest()
	return Days{from, to}, ok && alsoOK
}

// countryOf returns the country of an actor; empty if it is not known.
func (t Telling) countryOf(id string) string {
	if graph.IsCountry(id) {
		return id
	}
	for _, a := range t.Cast {
		if a.ID == id {
			return a.Country
		}
	}
	return ""
}

// oneSource reports whether a source tells of both as of two: it has different records of them.
func (t Telling) oneSource(o Telling) bool {
	two := false
	for _, r := range t.Records {
		for _, s := range o.Records {
			if r == s {
				return false
			}
			two = two || r.Source == s.Source
		}
	}
	return two
}

func byID(a, b Telling) int { return cmp.Compare(a.ID, b.ID) }
