package reference

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
)

var errLeftOut = errors.New("reference execution leaves this out")

// Gap is the time between two events.
type Gap struct {
	From, To Event
	Days     edtf.Gap
}

// Relationship is what some actors have in common.
type Relationship struct {
	Between     []Actor
	Count       int
	ByKind      []graph.KindCount
	First, Last Event
	LongestGap  *Gap

	records *Graph
	shared  func(*EventBase) bool
}

// Timeline is these events.
func (r *Relationship) Timeline(order *graph.Order, first *int32, after *string) (*EventConnection, error) {
	return r.records.timeline(nil, r.shared, order, slice{first: first, after: after})
}

// SearchResult is something found by its words.
type SearchResult struct {
	Node    Node
	Score   float64
	Matched string
}

// Relationship answers Query.relationship.
func (w *Graph) Relationship(_ context.Context, between []string, during *graph.Window) (*Relationship, error) {
	if distinct := slices.Compact(
		slices.Sorted(slices.Values(between)),
	); len(distinct) < len(between) || len(between) < 2 ||
		len(between) > 5 {
		return nil, fmt.Errorf("%w: two to five different actors", graph.ErrBadInput)
	}
	actors, err := w.actors(between)
	if err != nil {
		return nil, err
	}
	from, to := during.Days()
	shared := func(h *EventBase) bool { return h.hasAll(between) && h.Event.Date.Overlaps(from, to) }
	events := where(w.events, shared)
	r := &Relationship{
		Between:    actors,
		Count:      len(events),
		ByKind:     byKind(events),
		LongestGap: longestGap(events),
		records:    w,
		shared:     shared,
	}
	if len(events) > 0 {
		r.First, r.Last = typed(events[0]), typed(events[len(events)-1])
	}
	return r, nil
}

// actors returns those with these ids, or an error if there is one without.
func (w *Graph) actors(ids []string) ([]Actor, error) {
	out := make([]Actor, len(ids))
	for i, id := range ids {
		if out[i] = of[Actor](w, id); out[i] == nil {
			return nil, fmt.Errorf("%w: %s", graph.ErrNotFound, id)
		}
	}
	return out, nil
}

// byKind counts events by kind, most first, then by the kind's name.
func byKind(events []*EventBase) []graph.KindCount {
	out := []graph.KindCount{}
	for kind := range graph.Types {
		if n := len(where(events, func(h *EventBase) bool { return h.Event.Kind == kind })); n > 0 {
			out = append(out, graph.KindCount{Kind: kind, Count: n})
		}
	}
	slices.SortFunc(out, func(a, b graph.KindCount) int {
		return cmp.Or(-cmp.Compare(a.Count, b.Count), strings.Compare(string(a.Kind), string(b.Kind)))
	})
	return out
}

// longestGap is the first longest one, by its least days, between successive encounters.
func longestGap(events []*EventBase) (longest *Gap) {
	met := where(events, func(h *EventBase) bool { return h == encounter(events, h.root()) })
	for i := 1; i < len(met); i++ {
		days, known := edtf.GapBetween(met[i-1].Event.Date, met[i].Event.Date)
		if known && (longest == nil || days.Min > longest.Days.Min) {
			longest = &Gap{typed(met[i-1]), typed(met[i]), days}
		}
	}
	return longest
}

// encounter is the one event in person that counts for a tree: its first meeting, else the first of all.
func encounter(events []*EventBase, root *EventBase) *EventBase {
	met := where(events, func(h *EventBase) bool { return h.root() == root && class(h.Event.Kind) == "in person" })
	meetings := where(met, func(h *EventBase) bool { return h.Event.Kind == graph.Meeting })
	for _, h := range slices.Concat(meetings, met) {
		return h
	}
	return nil
}

// Search is left out: its order is the index's own.
func (w *Graph) Search(context.Context, string, []graph.NodeType, *int32) ([]*SearchResult, error) {
	return nil, errLeftOut
}
