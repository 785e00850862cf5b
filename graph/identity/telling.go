package identity

import (
	"slices"
	"strings"

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

// alongOnly reports whether an actor only went along.
func (a Actor) alongOnly() bool { return len(a.Roles) == 1 && a.Roles[0] == graph.Companion }

// having returns the sorted ids of the actors with a role that the function accepts, such as those of officials.
func (t Telling) having(role graph.Role, is func(id string) bool) (out []string) {
	for _, a := range t.Cast {
		if is(a.ID) && slices.Contains(a.Roles, role) {
			out = append(out, a.ID)
		}
	}
	return distinctTexts(out)
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
	return distinctTexts(out)
}

// days are the first and the last day of a telling. Of a time with an unknown end, both come from the other one. ok is
// false if no end is known to the day.
func (t Telling) days() (out Days, ok bool) {
	start, end := t.Date.Ends()
	if start.Precision() != edtf.PrecisionDay {
		start = end
	}
	if end.Precision() != edtf.PrecisionDay {
		end = start
	}
	out.From, _ = start.Earliest()
	out.To, ok = end.Latest()
	return out, ok && start.Precision() == edtf.PrecisionDay
}

// ofDays reports whether the source tells of days and not of visits: its visit is the stay of one day, and may be a
// part of a visit.
func (t Telling) ofDays() bool { return strings.HasPrefix(t.ID, graph.EngagementID) }

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

// recordsOf compares the records of two tellings: one is true if they have a record in common, and two if a source has
// different records of them. Tellings without a record have one source in common, which is not known.
func (t Telling) recordsOf(o Telling) (one, two bool) {
	for _, r := range t.records() {
		for _, s := range o.records() {
			one = one || r == s && r.ID != ""
			two = two || r.Source == s.Source
		}
	}
	return one, two && !one
}

// records are the records that have an id; one without a source if there is none.
func (t Telling) records() (out []Record) {
	for _, r := range t.Records {
		if r.ID != "" {
			out = append(out, r)
		}
	}
	if out == nil {
		return []Record{{}}
	}
	return out
}

// sources are the data sets of the records.
func (t Telling) sources() (out []string) {
	for _, r := range t.records() {
		out = append(out, r.Source)
	}
	return distinctTexts(out)
}

// named reports whether the guests are known by name.
func (t Telling) named() bool { return len(t.having(graph.Guest, graph.IsOfficial)) > 0 }

// home are the countries of the guests.
func (t Telling) home() []string { return t.nationsOf(t.guests()) }

// nationsOf are the countries of actors, as far as they are known.
func (t Telling) nationsOf(ids []string) (out []string) {
	for _, id := range ids {
		if c := t.countryOf(id); c != "" {
			out = append(out, c)
		}
	}
	return distinctTexts(out)
}

// people are the officials who take part, without those who only go along.
func (t Telling) people() (out []string) {
	for _, a := range t.Cast {
		if graph.IsOfficial(a.ID) && !a.alongOnly() {
			out = append(out, a.ID)
		}
	}
	return distinctTexts(out)
}

// countries are those that take part themselves.
func (t Telling) countries() (out []string) {
	for _, a := range t.Cast {
		if graph.IsCountry(a.ID) {
			out = append(out, a.ID)
		}
	}
	return distinctTexts(out)
}

// samePlace reports whether two places are known and are one.
func samePlace(a, b Where) bool {
	return a.ID != "" && a.ID == b.ID || a.Name != "" && graph.NameKey(a.Name) == graph.NameKey(b.Name)
}
