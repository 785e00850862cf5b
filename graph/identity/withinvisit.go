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

// Visits are visits, in which other events are found. Several tellings may have one id: those of a visit that several
// sources tell of.
type Visits struct {
	byKey   map[string][]Telling       // by guest and country
	sources map[string]map[string]bool // that tell of a visit, by its id
}

// NewVisits returns the visits among some tellings.
func NewVisits(all []Telling) Visits {
	v := Visits{map[string][]Telling{}, map[string]map[string]bool{}}
	for _, t := range all {
		for _, k := range t.HolderKeys() {
			v.byKey[k] = append(v.byKey[k], t)
		}
		if v.sources[t.ID] == nil {
			v.sources[t.ID] = map[string]bool{}
		}
		for _, source := range t.sources() {
			v.sources[t.ID][source] = true
		}
	}
	return v
}

// HolderKeys are the keys of a visit under which it is found as the holder of others.
func (t Telling) HolderKeys() (out []string) {
	if t.Kind != graph.Visit {
		return nil
	}
	for _, to := range t.destinations() {
		for _, guest := range t.having(graph.Guest, graph.IsOfficial) {
			out = append(out, guest+"|"+to)
		}
	}
	return out
}

// PartKeys are the keys under which the visits that may hold an event are found, see HolderKeys.
func (t Telling) PartKeys() (out []string) {
	if !t.mayLieWithin() {
		return nil
	}
	for _, guest := range t.guestsOf(t.Place.Country) {
		out = append(out, guest+"|"+t.Place.Country)
	}
	return out
}

// candidate is a visit that may hold an event.
type candidate struct {
	Telling
	certain   bool // it has all days of the event
	longer    bool // it has more days
	trip      bool // its source tells of visits, not of days
	samePlace bool
	length    edtf.Day
}

// Holding returns the visit that holds an event; ok is false if there is none. The best of several is one that a source
// tells of as a visit, and not as a stay of one day. Next best is one with more days, one of the same place, and then
// the shortest.
func (v Visits) Holding(t Telling) (out Holder, ok bool) {
	inner, known := t.days()
	if !known {
		return out, false
	}
	var found []candidate
	for _, k := range t.PartKeys() {
		for _, visit := range v.byKey[k] {
			days, known := visit.days()
			if !known || visit.ID == t.ID || t.Kind == graph.Visit && !v.mayHoldVisit(visit, t) {
				continue
			}
			c := candidate{
				Telling: visit, certain: days.From <= inner.From && inner.To <= days.To, trip: !visit.ofDays(),
				longer: days.To-days.From > inner.To-inner.From, length: days.To - days.From,
				samePlace: samePlace(visit.Place, t.Place),
			}
			if c.certain || c.trip && days.From-graceDays <= inner.From && inner.To <= days.To+graceDays {
				found = append(found, c)
			}
		}
	}
	if len(found) == 0 {
		return out, false
	}
	best := slices.MinFunc(found, func(a, b candidate) int {
		return cmp.Or(
			first(a.certain, b.certain), first(a.trip, b.trip), first(a.longer, b.longer), first(a.samePlace, b.samePlace),
			cmp.Compare(a.length, b.length), cmp.Compare(a.ID, b.ID),
		)
	})
	out = Holder{ID: best.ID, Certainty: graph.Possible, Rule: WithinVisit}
	if best.certain {
		out.Certainty = graph.Certain
	}
	return out, true
}

// first orders what is so before what is not.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// placed are the kinds of events that happen where those who take part are.
var placed = []graph.EventKind{
	graph.Meeting, graph.Ceremony, graph.AgreementEvent, graph.Statement, graph.Visit, graph.OtherEvent,
}

// mayLieWithin reports whether an event is one that has a place, and is no part of another by its source. Messages and
// phone calls have none.
func (t Telling) mayLieWithin() bool {
	return t.Place.Country != "" && t.PartOf == "" && slices.Contains(placed, t.Kind)
}

// mayHoldVisit reports whether a visit may hold another one. A visit holds the stays of a day of which a list of days
// tells, as it holds meetings. Of others it has all days and more, and no source tells of both as of two.
func (v Visits) mayHoldVisit(outer, inner Telling) bool {
	if inner.ofDays() {
		return !outer.ofDays()
	}
	a, _ := outer.days()
	b, _ := inner.days()
	if a.From > b.From || b.To > a.To || a.To-a.From <= b.To-b.From {
		return false
	}
	return !slices.ContainsFunc(inner.sources(), func(source string) bool { return v.sources[outer.ID][source] })
}

// guestsOf are the officials who took part abroad, in that country: those who came as guests and, except for visits,
// those of another country.
func (t Telling) guestsOf(country string) (out []string) {
	for _, a := range t.Cast {
		abroad := t.Kind != graph.Visit && a.Country != "" && a.Country != country || slices.Contains(a.Roles, graph.Guest)
		if graph.IsOfficial(a.ID) && abroad && !a.alongOnly() {
			out = append(out, a.ID)
		}
	}
	return distinctTexts(out)
}
