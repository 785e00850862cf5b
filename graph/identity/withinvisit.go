package identity

import (
	"cmp"
	"slices"

	"demarche/graph"
	"demarche/graph/edtf"
)

// WithinVisit: a meeting lies within the visit of its guest to the country of the meeting on these days.

// Holder is the event that holds another.
type Holder struct {
	ID        string
	Certainty graph.Certainty // Possible if the other is dated a day before or after it
	Rule      Rule
}

// Visits are visits, in which others are found. Several tellings may have one id: those of a visit that several sources
// tell of.
type Visits map[string][]Telling // by guest and country

// NewVisits returns the visits among some tellings.
func NewVisits(all []Telling) Visits {
	out := Visits{}
	for _, t := range all {
		for _, k := range t.holderKeys() {
			out[k] = append(out[k], t)
		}
	}
	return out
}

// holderKeys are the keys of a visit under which it is found as the holder of others.
func (t Telling) holderKeys() (out []string) {
	if t.Kind != graph.Visit {
		return nil
	}
	for _, to := range t.destinations() {
		for _, guest := range t.guests() {
			out = append(out, guest+"|"+to)
		}
	}
	return out
}

// Within returns the visit that holds an event; ok is false if none of them does.
func Within(t Telling, visits []Telling) (Holder, bool) { return NewVisits(visits).Holding(t) }

// Holding returns the visit that holds an event; ok is false if there is none. The best of several lasts longer than
// the event, as stays of a day in a list of days do not. Next best is one of the same place, then the shortest.
func (v Visits) Holding(t Telling) (out Holder, ok bool) {
	inner, known := t.days()
	if !known || !t.mayLieWithin() {
		return out, false
	}
	type candidate struct {
		Telling
		certain bool
		length  edtf.Day
	}
	var found []candidate
	for _, guest := range t.guestsOf(t.Place.Country) {
		for _, visit := range v[guest+"|"+t.Place.Country] {
			days, known := visit.days()
			if !known || visit.ID == t.ID || !t.mayBePart(visit) {
				continue
			}
			c := candidate{visit, days.From <= inner.From && inner.To <= days.To, days.To - days.From}
			if c.certain || days.From-graceDays <= inner.From && inner.To <= days.To+graceDays {
				found = append(found, c)
			}
		}
	}
	if len(found) == 0 {
		return out, false
	}
	least := func(yes bool) int {
		if yes {
			return 0
		}
		return 1
	}
	best := slices.MinFunc(found, func(a, b candidate) int {
		return cmp.Or(
			cmp.Compare(least(a.certain), least(b.certain)),
			cmp.Compare(least(a.length > inner.To-inner.From), least(b.length > inner.To-inner.From)),
			cmp.Compare(least(samePlace(a.Place, t.Place)), least(samePlace(b.Place, t.Place))),
			cmp.Compare(a.length, b.length), cmp.Compare(a.ID, b.ID),
		)
	})
	out = Holder{ID: best.ID, Certainty: graph.Possible, Rule: WithinVisit}
	if best.certain {
		out.Certainty = graph.Certain
	}
	return out, true
}

// mayLieWithin reports whether an event is one that has a place, and is no part of another by its source. Messages and
// phone calls have none.
func (t Telling) mayLieWithin() bool {
	return t.Place.Country != "" && t.PartOf == "" &&
		slices.Contains([]graph.EventKind{graph.Meeting, graph.Ceremony, graph.AgreementEvent, graph.Statement, graph.Visit, graph.OtherEvent}, t.Kind)
}

// mayBePart reports whether an event may be a part of a visit: a visit only of a longer one of another source, all of
// whose days it has.
func (t Telling) mayBePart(visit Telling) bool {
	if t.Kind != graph.Visit {
		return true
	}
	inner, _ := t.days()
	outer, _ := visit.days()
	one, two := t.recordsOf(visit)
	return !one && !two && outer.From <= inner.From && inner.To <= outer.To && outer.To-outer.From > inner.To-inner.From
}

// guestsOf are the officials who took part abroad, in that country: those who are of another, or came as guests.
func (t Telling) guestsOf(country string) (out []string) {
	for _, a := range t.Cast {
		abroad := a.Country != "" && a.Country != country || slices.Contains(a.Roles, graph.Guest)
		if graph.IsOfficial(a.ID) && abroad && !(len(a.Roles) == 1 && a.Roles[0] == graph.Companion) {
			out = append(out, a.ID)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
