package derive

import (
	"slices"

	"demarche/graph"
	"demarche/graph/edtf"
)

// Offices holds the offices and nationalities of officials, for the facts of events.
type Offices struct {
	Nationality map[string]string   // of officials
	Tenures     map[string][]Tenure // by official
	countries   map[string]string   // of organizations, and of their posts
}

// Tenure is the time in which an official held a post, and the country of the post.
type Tenure struct {
	Dates   graph.Span
	Country string // empty if the post is nobody's
}

// NewOffices returns an Offices without officials.
func NewOffices() Offices {
	return Offices{map[string]string{}, map[string][]Tenure{}, map[string]string{}}
}

// Learn adds the offices of a batch. Organizations come before their posts, and posts before tenures.
func (o Offices) Learn(b graph.Batch) {
	for _, r := range b.Organizations {
		o.countries[r.ID] = r.Country
	}
	for _, r := range b.Posts {
		o.countries[r.ID] = o.countries[r.Organization]
	}
	for _, r := range b.Officials {
		o.Nationality[r.ID] = r.Country
	}
	for _, r := range b.Tenures {
		o.Tenures[r.Official] = append(o.Tenures[r.Official], Tenure{Dates: graph.SpanOf("", r.Dates), Country: o.countries[r.Post]})
	}
}

// Facts returns the facts of a new event whose only parts are parts, each with its own facts.
func (o Offices) Facts(e graph.Event, sk int64, root string, parts []graph.Event) Facts {
	f := Facts{ID: e.ID, Kind: string(e.Kind), Date: e.Date, Root: root, SortKey: sk, Meetings: map[string][]Actor{}}
	for _, p := range e.Participants {
		f.Actors = append(f.Actors, o.fact(p, e.Date))
	}
	for _, part := range parts {
		for _, p := range part.Participants {
			if part.Kind == graph.Meeting && graph.IsOfficial(p.Actor) {
				f.Meetings[part.ID] = append(f.Meetings[part.ID], o.fact(p, part.Date))
			}
		}
	}
	return f
}

// fact returns what follows from an actor's participation in an event of that date.
func (o Offices) fact(p graph.Participation, date edtf.Date) Actor {
	a := Actor{ID: p.Actor, Nationality: o.Nationality[p.Actor], Officeholder: len(o.Tenures[p.Actor]) > 0}
	for _, r := range p.Roles {
		a.Roles = append(a.Roles, string(r))
	}
	event := graph.SpanOf("", date)
	for _, t := range o.Tenures[p.Actor] {
		if t.Country != "" && !slices.Contains(a.Offices, t.Country) && t.Dates.Overlaps(event.Earliest, event.Latest) {
			a.Offices = append(a.Offices, t.Country)
		}
	}
	return a
}
