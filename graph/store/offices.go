package store

import (
	"slices"

	"demarche/graph"
	"demarche/graph/edtf"
)

// offices holds the offices that events need: the official, the country and the dates.
type offices struct {
	nationality map[string]string   // of officials
	tenures     map[string][]tenure // by official
	countries   map[string]string   // of organizations, and of their posts
}

type tenure struct {
	dates   graph.Span
	country string // empty if the post is nobody's
}

func newOffices() offices {
	return offices{map[string]string{}, map[string][]tenure{}, map[string]string{}}
}

func (o offices) learn(b graph.Batch) {
	for _, r := range b.Organizations {
		o.countries[r.ID] = r.Country
	}
	for _, r := range b.Posts {
		o.countries[r.ID] = o.countries[r.Organization]
	}
	for _, r := range b.Officials {
		o.nationality[r.ID] = r.Country
	}
	for _, r := range b.Tenures {
		o.tenures[r.Official] = append(o.tenures[r.Official], tenure{graph.SpanOf("", r.Dates), o.countries[r.Post]})
	}
}

// facts returns the facts of a new event whose only parts are parts, each with its own facts.
func (o offices) facts(e graph.Event, sk int64, root string, parts []graph.Event) eventFacts {
	f := eventFacts{id: e.ID, kind: string(e.Kind), date: e.Date, root: root, sk: sk, meetings: map[string][]actorFact{}}
	for _, p := range e.Participants {
		f.actors = append(f.actors, o.fact(p, e.Date))
	}
	for _, part := range parts {
		for _, p := range part.Participants {
			if part.Kind == graph.Meeting && isOfficial(p.Actor) {
				f.meetings[part.ID] = append(f.meetings[part.ID], o.fact(p, part.Date))
			}
		}
	}
	return f
}

// fact returns what follows from an actor's participation in an event of that date.
func (o offices) fact(p graph.Participation, date edtf.Date) actorFact {
	a := actorFact{id: p.Actor, nationality: o.nationality[p.Actor], officeholder: len(o.tenures[p.Actor]) > 0}
	for _, r := range p.Roles {
		a.roles = append(a.roles, string(r))
	}
	event := graph.SpanOf("", date)
	for _, t := range o.tenures[p.Actor] {
		if t.country != "" && !slices.Contains(a.offices, t.country) && t.dates.Overlaps(event.Earliest, event.Latest) {
			a.offices = append(a.offices, t.country)
		}
	}
	return a
}
