package reference

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
)

// EventChain is events that follow from one another.
type EventChain struct {
	Events    []ChainedEvent
	Links     []ChainLink
	Truncated bool
}

// ChainedEvent is an event of a chain.
type ChainedEvent struct {
	Event Event
	Depth int
}

// ChainLink joins two events of a chain.
type ChainLink struct {
	From, To string
	Via      graph.ChainBasis
	Gap      edtf.Gap
	Order    graph.Certainty
	Shared   []Actor
	Sources  []Citation
}

// EventChain answers Query.eventChain: event by event, round by round, the nearest first.
func (w *Graph) EventChain(
	_ context.Context,
	from string,
	direction *graph.ChainDirection,
	via []graph.ChainBasis,
	maxDepth, maxGapDays, first *int32,
) (*EventChain, error) {
	depth, size := int32(5), int32(100)
	depth, size = *cmp.Or(maxDepth, &depth), *cmp.Or(first, &size)
	if depth < 1 || depth > 10 || maxGapDays != nil && *maxGapDays < 0 {
		return nil, fmt.Errorf("%w: maxDepth or maxGapDays", graph.ErrBadInput)
	}
	if err := graph.CheckSize("first", int(size), graph.MaxPage, "ask for fewer"); err != nil {
		return nil, err
	}
	start := of[Event](w, from)
	if start == nil {
		return nil, fmt.Errorf("%w: %s", graph.ErrNotFound, from)
	}
	if len(via) == 0 {
		via = []graph.ChainBasis{graph.LedTo, graph.PartOf}
	}
	back := direction != nil && *direction == graph.Backward
	c := &EventChain{Events: []ChainedEvent{}, Links: []ChainLink{}}
	// When each event can be at the earliest, or backward at the latest, for what leads to it to be before it, or after
	// it.
	seen := map[string]edtf.Day{}
	seen[from], _ = nearest(start.Base(), back)
	frontier := []*EventBase{start.Base()}
	for round := int32(1); round <= depth; round++ {
		var next []*EventBase
		for _, s := range w.steps(frontier, via, back, maxGapDays) {
			if len(s.link.Shared) > 0 && (s.to.root() == start.Base().root() || c.turned(s.link)) {
				continue // what belongs to the start itself did not come of it
			}
			day, possible := s.possible(seen[s.from.ID], back)
			if !possible {
				continue
			}
			before, known := seen[s.to.ID]
			if !known && len(c.Events) >= int(size) {
				c.Truncated = true
				continue
			}
			if !known {
				next = append(next, s.to)
				c.Events = append(c.Events, ChainedEvent{typed(s.to), int(round)})
			}
			if !known || slices.Contains(next, s.to) && (day < before) != back {
				seen[s.to.ID] = day
			}
			c.Links = append(c.Links, s.link)
		}
		frontier = next
	}
	return c, nil
}

// turned reports whether a link stands already the other way round.
func (c *EventChain) turned(l ChainLink) bool {
	return slices.ContainsFunc(
		c.Links,
		func(m ChainLink) bool { return m.From == l.To && m.To == l.From && m.Via == l.Via },
	)
}

// nearest is the first day on which an event can be, or backward the last.
func nearest(h *EventBase, back bool) (edtf.Day, bool) {
	if back {
		return h.Event.Date.Latest()
	}
	return h.Event.Date.Earliest()
}

// A step leads from one event to another.
type step struct {
	from, to *EventBase
	link     ChainLink
}

// possible reports whether the event that a step leads to can be on or after a day, or backward on or before it; and
// from which.
func (s step) possible(day edtf.Day, back bool) (edtf.Day, bool) {
	near, _ := nearest(s.to, back)
	far, _ := nearest(s.to, !back)
	if back {
		return min(day, near), far <= day
	}
	return max(day, near), far >= day
}

// steps are all from some events: the nearest first, then by the id it is from and by basis.
func (w *Graph) steps(frontier []*EventBase, via []graph.ChainBasis, back bool, maxGapDays *int32) (out []step) {
	for _, from := range frontier {
		for _, to := range w.events {
			earlier, later := from, to
			if back {
				earlier, later = to, from
			}
			gap, known := edtf.GapBetween(earlier.Event.Date, later.Event.Date)
			if !known || maxGapDays != nil && gap.Min > *maxGapDays {
				continue
			}
			for _, basis := range slices.Compact(slices.Sorted(slices.Values(via))) {
				if shared, ok := w.joined(earlier, later, basis); ok {
					out = append(out, step{from, to, w.chainLink(earlier, later, basis, gap, shared)})
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b step) int {
		nearer := cmp.Compare(a.to.key, b.to.key)
		if back {
			nearer = -nearer
		}
		return cmp.Or(nearer, strings.Compare(a.from.ID, b.from.ID), strings.Compare(string(a.link.Via), string(b.link.Via)))
	})
	return out
}

// joined reports whether a basis joins two events, and by which actors.
func (w *Graph) joined(earlier, later *EventBase, basis graph.ChainBasis) (shared []Actor, ok bool) {
	prefix := ""
	switch basis {
	case graph.LedTo:
		return nil, slices.ContainsFunc(w.links, func(l graph.Link) bool { return l.From == earlier.ID && l.To == later.ID })
	case graph.PartOf:
		return nil, later.Event.PartOf == earlier.ID
	case graph.SharedOfficial:
		prefix = "official:"
	case graph.SharedCountry:
		prefix = "country:"
	}
	for _, p := range earlier.taking {
		if id := p.Actor.NodeID(); strings.HasPrefix(id, prefix) && later.part(id) != nil {
			shared = append(shared, p.Actor)
		}
	}
	slices.SortFunc(shared, func(a, b Actor) int { return strings.Compare(a.NodeID(), b.NodeID()) })
	return shared, len(shared) > 0 && earlier.root() != later.root()
}

func (w *Graph) chainLink(earlier, later *EventBase, basis graph.ChainBasis, gap edtf.Gap, shared []Actor) ChainLink {
	l := ChainLink{
		From:    earlier.ID,
		To:      later.ID,
		Via:     basis,
		Gap:     gap,
		Order:   graph.Possible,
		Shared:  shared,
		Sources: []Citation{},
	}
	if earlier.before(later) && earlier.Event.Date.Certain() && later.Event.Date.Certain() {
		l.Order = graph.Certain
	}
	for _, link := range w.links {
		if basis == graph.LedTo && link.From == earlier.ID && link.To == later.ID {
			l.Sources, _ = w.cited(link.Sources, nil)
		}
	}
	return l
}
