// Package derive computes what the graph holds of an event beside what was written of it: the countries that take part
// through officials, the pairs of participants, the keys of indexes. Writes, bulk imports and checks all use it.
package derive

import (
	"cmp"
	"slices"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/graph/edtf"
)

const (
	// LongDays is the number of days above which an event is long. A window finds a long event not by its sort key,
	// but among the long events.
	LongDays = 31
	// OpenShift is added to the keys of long events with an unknown beginning. They are sorted by their end, which may
	// lie after a window that they overlap. With the shift, a window leaves out only other long events that begin
	// after it.
	OpenShift = 1 << 60
)

// Actor is a direct participant of an event, with the countries that it may represent.
type Actor struct {
	ID           string
	Roles        []string
	Nationality  string
	Officeholder bool
	Offices      []string // countries of the posts possibly held then
}

// Facts holds the input of Derive for one event.
type Facts struct {
	ID, Kind string
	Date     edtf.Date
	SortKey  int64
	Root     string
	Actors   []Actor
	Meetings map[string][]Actor // of a visit
	Props    map[string]any
	Pairs    []map[string]any
	Edges    []map[string]any
}

// Result holds what Derive computes for one event.
type Result struct {
	Props            map[string]any     // of the event
	WideSortKey      any                // of its participations
	ThroughOfficials []ThroughOfficials // countries that take part through officials
	Pairs            []Pair
}

// ThroughOfficials is a country that takes part through officials, with their roles.
type ThroughOfficials struct {
	ID    string
	Roles []string
}

// Pair is two actors, in the order of their ids, and the key of the pair.
type Pair struct {
	Key  int64
	A, B string
}

// Derive computes the derived data of an event.
func (f Facts) Derive() Result {
	d := Result{ThroughOfficials: f.throughOfficials()}
	d.Pairs = f.pairsOf(d.ThroughOfficials)
	d.Props = PrincipalProps(f.Principals())
	d.Props["actorCount"], d.Props["root"], d.Props["class"] = int64(len(f.Actors)), f.Root, Class(graph.EventKind(f.Kind))
	d.Props["lsk"], d.Props["cast"] = nil, nil
	if members := f.snapshotWith(d.ThroughOfficials); len(members) > 0 {
		d.Props["cast"] = answer.PackSnapshot(members)
	}
	if isLong(f.Date) {
		d.Props["lsk"] = longKey(f.SortKey, f.Date)
	}
	if len(f.Actors) > graph.MaxPaired {
		d.WideSortKey = f.SortKey
	}
	return d
}

// PrincipalProps returns the properties of an event that hold its principals.
func PrincipalProps(principals []string) map[string]any {
	props := map[string]any{"principals": nil, "principalPair": nil}
	if len(principals) > 0 {
		props["principals"] = Keys(principals)
	}
	if len(principals) > 1 { // earlier events of all of them are among those of the first two
		props["principalPair"] = graph.PairKey(principals[0], principals[1])
	}
	return props
}

// snapshotWith returns all participants in order.
func (f Facts) snapshotWith(countries []ThroughOfficials) []answer.SnapshotMember {
	out := make([]answer.SnapshotMember, 0, len(f.Actors)+len(countries))
	member := func(id string, roles []string, via graph.Via) {
		m := answer.SnapshotMember{ID: id, Via: via, Roles: make([]graph.Role, len(roles))}
		for i, r := range roles {
			m.Roles[i] = graph.Role(r)
		}
		out = append(out, m)
	}
	for _, a := range f.Actors {
		member(a.ID, a.Roles, graph.ViaDirect)
	}
	for _, t := range countries {
		member(t.ID, t.Roles, graph.ViaOfficial)
	}
	return out
}

// isLong reports whether a window may miss a date by its sort key: it lasts more than LongDays, or an end is open.
func isLong(d edtf.Date) bool {
	first, ok1 := d.Earliest()
	last, ok2 := d.Latest()
	return !ok1 || !ok2 || last-first > LongDays
}

// longKey returns the key of a long event among the long ones.
func longKey(sk int64, d edtf.Date) int64 {
	if _, ok := d.Earliest(); !ok {
		return sk + OpenShift
	}
	return sk
}

// Class returns how the actors of an event meet, in person or by message; nil for other kinds. A previous event is of
// the same class.
func Class(k graph.EventKind) any {
	switch k {
	case graph.Visit, graph.Meeting, graph.Ceremony:
		return "IN_PERSON"
	case graph.Message:
		return "MESSAGE"
	default:
		return nil
	}
}

// throughOfficials returns the countries that take part through officials, with the roles of the officials. These are
// the countries of the posts that an official possibly held then, or the nationality of an official without any
// recorded office. A country that takes part itself is left out.
func (f Facts) throughOfficials() []ThroughOfficials {
	roles := map[string][]string{}
	for _, a := range f.Actors {
		countries := a.Offices
		if !a.Officeholder && a.Nationality != "" {
			countries = []string{a.Nationality}
		}
		for _, c := range countries {
			roles[c] = append(roles[c], a.Roles...)
		}
	}
	for _, a := range f.Actors {
		delete(roles, a.ID)
	}
	out := make([]ThroughOfficials, 0, len(roles))
	for id, rs := range roles {
		slices.SortFunc(rs, CompareRoles)
		out = append(out, ThroughOfficials{id, slices.Compact(rs)})
	}
	slices.SortFunc(out, func(a, b ThroughOfficials) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// CompareRoles compares roles by their order in graph.Roles.
func CompareRoles(a, b string) int {
	return cmp.Compare(slices.Index(graph.Roles, graph.Role(a)), slices.Index(graph.Roles, graph.Role(b)))
}

// pairsOf returns every two actors that both take part directly or are both countries. It returns none for more than
// graph.MaxPaired actors.
func (f Facts) pairsOf(countries []ThroughOfficials) []Pair {
	if len(f.Actors) > graph.MaxPaired {
		return nil
	}
	type member struct {
		ID     string
		direct bool
	}
	var members []member
	for _, a := range f.Actors {
		members = append(members, member{a.ID, true})
	}
	for _, t := range countries {
		members = append(members, member{t.ID, false})
	}
	var out []Pair
	for i, x := range members {
		for _, y := range members[:i] {
			if x.direct && y.direct || graph.IsCountry(x.ID) && graph.IsCountry(y.ID) {
				a, b := min(x.ID, y.ID), max(x.ID, y.ID)
				out = append(out, Pair{graph.PairKey(a, b), a, b})
			}
		}
	}
	return out
}

// Principals returns the officials that an event is about. Those of a visit come from its meetings.
func (f Facts) Principals() []string {
	if graph.EventKind(f.Kind) != graph.Visit || len(f.Meetings) == 0 {
		return principalsAmong(f.Actors)
	}
	var out []string
	for _, actors := range f.Meetings {
		out = append(out, principalsAmong(actors)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// principalsAmong returns the hosts and guests, else senders and recipients, else signatories, else all officials.
func principalsAmong(actors []Actor) []string {
	ranked := [][]graph.Role{{graph.Host, graph.Guest}, {graph.Sender, graph.Recipient}, {graph.Signatory}, graph.Roles}
	for _, roles := range ranked {
		var out []string
		for _, a := range actors {
			if graph.IsOfficial(a.ID) &&
				slices.ContainsFunc(roles, func(r graph.Role) bool { return slices.Contains(a.Roles, string(r)) }) {
				out = append(out, a.ID)
			}
		}
		if out != nil {
			slices.Sort(out)
			return out
		}
	}
	return nil
}

// ThroughOrder is the order of the first country that takes part through officials. It comes after all direct
// participants.
const ThroughOrder = 1000

// Officials reports whether both are officials.
func (p Pair) Officials() bool { return graph.IsOfficial(p.A) && graph.IsOfficial(p.B) }

// Keys returns the numbers that index the edges of actors.
func Keys(ids []string) []any {
	out := make([]any, len(ids))
	for i, id := range ids {
		out[i] = graph.ActorKey(id)
	}
	return out
}

// PairKeys returns the keys of pairs.
func PairKeys(pairs []Pair) []int64 {
	out := make([]int64, len(pairs))
	for i, p := range pairs {
		out[i] = p.Key
	}
	return out
}
