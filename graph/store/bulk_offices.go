package store

import (
	"slices"

	"demarche/graph"
)

// offices are who held what for which country, as far as events ask for it.
type offices struct {
	nationality map[string]string   // of officials
	tenures     map[string][]tenure // by official
	posts       map[string]string   // their organizations
	countries   map[string]string   // of organizations
}

type tenure struct {
	dates graph.Span
	post  string
}

func newOffices() offices {
	return offices{map[string]string{}, map[string][]tenure{}, map[string]string{}, map[string]string{}}
}

func (o offices) learn(b graph.Batch) {
	for _, r := range b.Organizations {
		o.countries[r.ID] = r.Country
	}
	for _, r := range b.Posts {
		o.posts[r.ID] = r.Organization
	}
	for _, r := range b.Officials {
		o.nationality[r.ID] = r.Country
	}
	for _, r := range b.Tenures {
		o.tenures[r.Official] = append(o.tenures[r.Official], tenure{graph.SpanOf("", r.Dates), r.Post})
	}
}

// fact is what follows from an actor's part in an event of that date.
func (o offices) fact(p graph.Participation, date graph.EDTF) actorFact {
	a := actorFact{id: p.Actor, nationality: o.nationality[p.Actor], officeholder: len(o.tenures[p.Actor]) > 0}
	for _, r := range p.Roles {
		a.roles = append(a.roles, string(r))
	}
	event := graph.SpanOf("", date)
	for _, t := range o.tenures[p.Actor] {
		country := o.countries[o.posts[t.post]]
		if country != "" && !slices.Contains(a.offices, country) && t.dates.Overlaps(event.Earliest, event.Latest) {
			a.offices = append(a.offices, country)
		}
	}
	return a
}
