package reference

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"demarche/graph"
	"demarche/graph/edtf"
)

// Event is something that happened.
type Event interface {
	Node
	Base() *EventBase
}

// The types of events.
type (
	// Visit is an official travelling to another country.
	Visit struct{ *EventBase }
	// Meeting is actors meeting in person.
	Meeting struct{ *EventBase }
	// Message is a letter, telegram or call.
	Message struct{ *EventBase }
	// Ceremony is a parade, anniversary, inauguration or funeral.
	Ceremony struct{ *EventBase }
	// AgreementEvent is something signed or agreed.
	AgreementEvent struct{ *EventBase }
	// Statement is something said in public.
	Statement struct{ *EventBase }
	// Sanction is a restriction put on an actor.
	Sanction struct{ *EventBase }
	// TradeRelease is an authority publishing trade figures.
	TradeRelease struct{ *EventBase }
	// OtherEvent is any other.
	OtherEvent struct{ *EventBase }
)

// typed returns the event as the object type of its kind.
func typed(h *EventBase) Event {
	switch h.Event.Kind {
	case graph.Visit:
		return &Visit{h}
	case graph.Meeting:
		return &Meeting{h}
	case graph.Message:
		return &Message{h}
	case graph.Ceremony:
		return &Ceremony{h}
	case graph.AgreementEvent:
		return &AgreementEvent{h}
	case graph.Statement:
		return &Statement{h}
	case graph.Sanction:
		return &Sanction{h}
	case graph.TradeRelease:
		return &TradeRelease{h}
	case graph.OtherEvent:
	}
	return &OtherEvent{h}
}

// typedAll is typed of each.
func typedAll(in []*EventBase) []Event {
	out := make([]Event, len(in))
	for i, h := range in {
		out[i] = typed(h)
	}
	return out
}

// EventBase is what all types of events have.
type EventBase struct {
	graph.Event
	records *Graph
	key     int64
	taking  []*Participation // those who take part themselves, then countries through officials
}

// NodeID implements Node.
func (h *EventBase) NodeID() string { return h.ID }

// Base implements Event.
func (h *EventBase) Base() *EventBase { return h }

// Date is when.
func (h *EventBase) Date() *FuzzyDate { return fuzzy(h.Event.Date) }

// Participants are who took part and how.
func (h *EventBase) Participants(roles []graph.Role, via *graph.Via, first *int32) ([]*Participation, error) {
	return firstOf(where(h.taking, func(p *Participation) bool {
		return (via == nil || p.Via == *via) && p.hasOneOf(roles)
	}), first)
}

// ParticipantCount counts those who took part themselves.
func (h *EventBase) ParticipantCount() int { return len(h.Event.Participants) }

// Place is where.
func (h *EventBase) Place() *Place { return of[*Place](h.records, h.Event.Place) }

// PartOf is what it is part of.
func (h *EventBase) PartOf() Event { return of[Event](h.records, h.Event.PartOf) }

// Parts are its parts, oldest first.
func (h *EventBase) Parts(first *int32) ([]Event, error) { return firstOf(typedAll(h.parts()), first) }

func (h *EventBase) parts() []*EventBase {
	return where(h.records.events, func(p *EventBase) bool { return p.Event.PartOf == h.ID })
}

// About is what it is about.
func (h *EventBase) About(first *int32) ([]Node, error) {
	out := make([]Node, len(h.Event.About))
	for i, id := range h.Event.About {
		out[i] = h.records.nodes[id]
	}
	return firstOf(out, first)
}

// Consequence is an event that a source states as the outcome or cause of another.
type Consequence struct {
	Event      Event
	Basis      *string
	Confidence *float64
}

// LedTo is what it led to, oldest first.
func (h *EventBase) LedTo(first *int32) ([]Consequence, error) {
	return h.records.linked(first, func(l graph.Link) (string, bool) { return l.To, l.From == h.ID })
}

// LedFrom is what led to it, oldest first.
func (h *EventBase) LedFrom(first *int32) ([]Consequence, error) {
	return h.records.linked(first, func(l graph.Link) (string, bool) { return l.From, l.To == h.ID })
}

func (w *Graph) linked(first *int32, other func(graph.Link) (string, bool)) ([]Consequence, error) {
	out := []Consequence{}
	for _, l := range w.links {
		if id, ok := other(l); ok {
			out = append(out, Consequence{of[Event](w, id), text(l.Basis), l.Confidence})
		}
	}
	slices.SortFunc(out, func(a, b Consequence) int {
		return cmp.Compare(a.Event.Base().key, b.Event.Base().key)
	})
	return firstOf(out, first)
}

// Mentions is the sum of what its sources count.
func (h *EventBase) Mentions() (sum *int) {
	for _, c := range h.Event.Sources {
		if c.Mentions != 0 {
			n := c.Mentions
			if sum != nil {
				n += *sum
			}
			sum = &n
		}
	}
	return sum
}

// Sources say so.
func (h *EventBase) Sources(first *int32) ([]Citation, error) {
	return h.records.cited(h.Event.Sources, first)
}

// Revision counts corrections from 1; the seeds have none.
func (h *EventBase) Revision() int { return 1 }

// RecordedAt is when it was first recorded.
func (h *EventBase) RecordedAt() time.Time { return h.records.now }

// Revisions are its corrections; the seeds have none.
func (h *EventBase) Revisions(first *int32) ([]Revision, error) { return firstOf([]Revision{}, first) }

// Figures are the figures that a release publishes, oldest first.
func (r *TradeRelease) Figures(first *int32) ([]*TradeFigure, error) {
	return firstOf(where(r.records.figures, func(f *TradeFigure) bool {
		return slices.Contains(r.Event.About, f.ID)
	}), first)
}

// ofKind reports whether the event is of one of the kinds; none is no condition.
func (h *EventBase) ofKind(kinds []graph.EventKind) bool {
	return len(kinds) == 0 || slices.Contains(kinds, h.Event.Kind)
}

// Participation is one actor's part in an event.
type Participation struct {
	Roles []graph.Role
	Via   graph.Via
	Actor Actor

	event *EventBase
}

func (p *Participation) hasOneOf(roles []graph.Role) bool {
	return len(roles) == 0 || slices.ContainsFunc(roles, func(r graph.Role) bool { return slices.Contains(p.Roles, r) })
}

// OfficeThen is an office and how surely it was held then.
type OfficeThen struct {
	Tenure    *Tenure
	Certainty graph.Certainty
}

// Offices are the posts possibly held on the event's date, highest first.
func (p *Participation) Offices() []OfficeThen {
	out := []OfficeThen{}
	for _, t := range highestFirst(p.held()) {
		certainty := graph.Possible
		if t.surelyHeld(p.event.Event.Date) {
			certainty = graph.Certain
		}
		out = append(out, OfficeThen{t, certainty})
	}
	return out
}

// Office is the highest post certainly held on the event's date.
func (p *Participation) Office() *Tenure {
	certain := where(p.held(), func(t *Tenure) bool { return t.surelyHeld(p.event.Event.Date) })
	if len(certain) == 0 {
		return nil
	}
	return highestFirst(certain)[0]
}

// held are the tenures of the actor that overlap the event.
func (p *Participation) held() []*Tenure {
	if o, ok := p.Actor.(*Official); ok {
		return o.Offices(&p.event.Event.Date)
	}
	return nil
}

// taking returns the participations in an event. Actors that the record names come first, in its order. Countries of
// its officials follow by id. An official stands for a country by an office that was possibly held then, or, without
// any known office, by nationality.
func (w *Graph) taking(h *EventBase) []*Participation {
	var out []*Participation
	through := map[string][]graph.Role{}
	for _, p := range h.Event.Participants {
		actor := of[Actor](w, p.Actor)
		out = append(out, &Participation{p.Roles, "DIRECT", actor, h})
		if o, ok := actor.(*Official); ok {
			for _, country := range o.actsFor(h.Event.Date) {
				through[country] = append(through[country], p.Roles...)
			}
		}
	}
	for _, p := range h.Event.Participants {
		delete(through, p.Actor)
	}
	for _, country := range slices.Sorted(maps.Keys(through)) {
		roles := where(graph.Roles, func(r graph.Role) bool { return slices.Contains(through[country], r) })
		out = append(out, &Participation{roles, "OFFICIAL", of[Actor](w, country), h})
	}
	return out
}

// actsFor returns the ids of the countries for which the official acts on a date.
func (o *Official) actsFor(date edtf.Date) []string {
	var out []string
	for _, t := range o.Offices(&date) {
		out = append(out, t.Post().countryID())
	}
	if len(o.Offices(nil)) == 0 {
		out = append(out, o.Official.Country)
	}
	return where(out, func(id string) bool { return id != "" })
}

// part returns the actor's part in the event, nil if it has none.
func (h *EventBase) part(actor string) *Participation {
	for _, p := range h.taking {
		if p.Actor.NodeID() == actor {
			return p
		}
	}
	return nil
}

// pairedWith returns the actors with which an actor is a pair in the event: both take part themselves, or both are
// countries. An event of too many pairs nobody.
func (h *EventBase) pairedWith(id string) (out []Actor) {
	me := h.part(id)
	if me == nil || h.ParticipantCount() > graph.MaxPaired {
		return nil
	}
	for _, p := range h.taking {
		direct := me.Via == "DIRECT" && p.Via == "DIRECT"
		countries := strings.HasPrefix(id, "country:") && strings.HasPrefix(p.Actor.NodeID(), "country:")
		if p != me && (direct || countries) {
			out = append(out, p.Actor)
		}
	}
	return out
}
