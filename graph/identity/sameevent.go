package identity

import (
	"cmp"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
)

// SameEvent: two visits or meetings of two sources are one if the same people came to the same country on compatible
// days, and no other fits as well.

// Happening is what several events tell of.
type Happening struct {
	IDs  []string // in alphabetical order
	Rule Rule
}

// graceDays is how far apart two tellings of one visit may lie: a day for time zones, and for nights of travel.
const graceDays = 1

// farApart makes two tellings without a day in common farther from each other than any with one.
const farApart = 1 << 20

// Keys returns the keys of a telling. Two tellings that may be one share one of them. A telling without any is like no
// other.
func (t Telling) Keys() (out []string) {
	key := func(parts ...string) {
		out = append(out, string(t.Kind)+"|"+strings.Join(parts, "|"))
	}
	people := t.people()
	switch {
	case t.Kind == graph.Visit:
		for _, to := range t.destinations() {
			for _, guest := range t.guests() {
				if graph.IsOfficial(guest) {
					key(guest, to)
					guest = t.countryOf(guest)
				}
				key(guest, to, t.Date.String())
			}
		}
	case t.Kind != graph.Meeting:
	case len(people) > 0:
		for _, id := range people {
			key(id, t.Date.String())
		}
	default:
		key(strings.Join(t.countries(), " "), t.Date.String())
	}
	return distinctTexts(out)
}

// Near returns the first and the last day of the events that may be one with a telling, or hold it; ok is false if
// there are none.
func (t Telling) Near() (near Days, ok bool) {
	days, ok := t.days()
	return Days{days.From - graceDays, days.To + graceDays}, ok
}

// compatible reports whether two tellings may be one, as far as they alone are concerned, and how far they are from
// each other.
func (t Telling) compatible(o Telling) (far edtf.Day, ok bool) {
	_, two := t.recordsOf(o)
	if two || t.ofDays() != o.ofDays() && t.Kind == graph.Visit || t.Kind != o.Kind || t.PartOf != "" && t.PartOf == o.ID || o.PartOf != "" && o.PartOf == t.ID {
		return 0, false
	}
	a, ok := t.days()
	b, alsoOK := o.days()
	if !ok || !alsoOK {
		return 0, false
	}
	if t.Place.Name != "" && o.Place.Name != "" && !samePlace(t.Place, o.Place) {
		far = 1
	}
	switch t.Kind { //nolint:exhaustive // nothing else is compared
	case graph.Visit:
		if a.apart(b) > 0 {
			far += farApart
		}
		return far + 2*(abs(a.From-b.From)+abs(a.To-b.To)), a.apart(b) <= graceDays && t.sameVisit(o)
	case graph.Meeting:
		return far, t.Date == o.Date && t.sameMeeting(o)
	}
	return 0, false
}

// sameVisit reports whether the guests and the country of two visits are the same. Where one of them knows countries
// alone, their dates have to be the same, and to tell enough: several days, or a place.
func (t Telling) sameVisit(o Telling) bool {
	if !share(t.destinations(), o.destinations()) {
		return false
	}
	a, b := t.guests(), o.guests()
	if t.named() && o.named() {
		return within(a, b) || within(b, a)
	}
	if t.Date != o.Date || len(t.home()) == 0 || !slices.Equal(t.home(), o.home()) {
		return false
	}
	d, _ := t.days()
	return d.From < d.To || samePlace(t.Place, o.Place)
}

// sameMeeting reports whether the people of two meetings are the same, of two countries at least. Where both know
// countries alone, it reports whether the countries and the place are the same.
func (t Telling) sameMeeting(o Telling) bool {
	if t.Place.Country != "" && o.Place.Country != "" && t.Place.Country != o.Place.Country {
		return false
	}
	a, b := t.people(), o.people()
	if len(a) == 0 && len(b) == 0 {
		return len(t.countries()) > 1 && slices.Equal(t.countries(), o.countries()) && samePlace(t.Place, o.Place)
	}
	if !within(a, b) {
		a, b = b, a
	}
	return within(a, b) && len(t.nationsOf(a)) > 1
}

// SameEvents returns the groups of tellings that tell of one happening. Apart are the pairs that are two by decision,
// as PairOf returns them. A telling joins the nearest of another source, if each is the other's nearest. The result
// depends on no order, and on no tellings that neither share one of the Keys of the block's nor are Near to them.
func SameEvents(block []Telling, apart map[[2]string]bool) (out []Happening) {
	all := slices.Clone(block)
	slices.SortFunc(all, func(a, b Telling) int { return cmp.Compare(a.ID, b.ID) })
	m := matching{all: all, apart: apart, far: map[[2]int]edtf.Day{}, near: make([][]int, len(all))}
	m.compare()
	next := m.join()
	for _, group := range connected(next) {
		h := Happening{Rule: SameEvent}
		for _, i := range group {
			h.IDs = append(h.IDs, all[i].ID)
		}
		out = append(out, h)
	}
	return out
}

// matching finds which tellings are one.
type matching struct {
	all   []Telling
	apart map[[2]string]bool
	far   map[[2]int]edtf.Day // of compatible tellings, the smaller index first
	near  [][]int             // compatible tellings of each
}

// compare compares the tellings that share a key.
func (m *matching) compare() {
	byKey := map[string][]int{}
	for j, t := range m.all {
		seen := map[int]bool{}
		for _, k := range t.Keys() {
			for _, i := range byKey[k] {
				if seen[i] || m.apart[PairOf(m.all[i].ID, t.ID)] {
					continue
				}
				seen[i] = true
				if far, ok := m.all[i].compatible(t); ok {
					m.far[[2]int{i, j}] = far
					m.near[i], m.near[j] = append(m.near[i], j), append(m.near[j], i)
				}
			}
			byKey[k] = append(byKey[k], j)
		}
	}
}

// nearest reports whether j is the nearest to i of a source, and no other of that source is as near.
// Those that the source has in the same record are no others.
func (m *matching) nearest(i, j int) bool {
	return slices.ContainsFunc(m.all[j].sources(), func(source string) bool {
		return !slices.ContainsFunc(m.near[i], func(k int) bool {
			if k == j || !slices.Contains(m.all[k].sources(), source) {
				return false
			}
			one, _ := m.all[k].recordsOf(m.all[j])
			return !one && m.farOf(i, k) <= m.farOf(i, j)
		})
	})
}

func (m *matching) farOf(i, j int) edtf.Day { return m.far[[2]int{min(i, j), max(i, j)}] }

// join joins tellings, the nearest first. A telling joins a group only if it and each of the group are each other's
// nearest.
func (m *matching) join() (next [][]int) {
	var pairs [][2]int
	mutual := map[[2]int]bool{}
	for pair := range m.far {
		if m.nearest(pair[0], pair[1]) && m.nearest(pair[1], pair[0]) {
			mutual[pair] = true
			pairs = append(pairs, pair)
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int {
		return cmp.Or(cmp.Compare(m.far[a], m.far[b]), slices.Compare(a[:], b[:]))
	})
	next = make([][]int, len(m.all))
	groups := make([][]int, len(m.all)) // by each member
	for i := range groups {
		groups[i] = []int{i}
	}
	for _, p := range pairs {
		a, b := groups[p[0]], groups[p[1]]
		if slices.Contains(a, p[1]) || !together(a, b, mutual) {
			continue
		}
		one := slices.Concat(a, b)
		for _, i := range one {
			groups[i] = one
		}
		next[p[0]], next[p[1]] = append(next[p[0]], p[1]), append(next[p[1]], p[0])
	}
	return next
}

// together reports whether each of a group and each of another are each other's nearest.
func together(a, b []int, mutual map[[2]int]bool) bool {
	for _, i := range a {
		for _, j := range b {
			if !mutual[[2]int{min(i, j), max(i, j)}] {
				return false
			}
		}
	}
	return true
}

func abs(d edtf.Day) edtf.Day { return max(d, -d) }

// share reports whether two sorted lists have a text in common.
func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// within reports whether all of some texts are among others.
func within(some, all []string) bool {
	return len(some) > 0 && !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(all, s) })
}
