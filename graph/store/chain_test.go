package store_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"demarche/graph"
	"demarche/graph/store"
	"demarche/internal/graphtest"
)

// chained are the titles of the events of a chain by officials, one step from an event, and whether there are more.
func (w world) chained(from string, direction graph.ChainDirection, first int) (titles []string, more bool) {
	w.t.Helper()
	c, err := w.s.Chain(w.t.Context(), store.ChainQuery{
		From: w.id("event", from), Direction: direction, Via: []graph.ChainBasis{graph.SharedOfficial}, Depth: 1, First: first,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, e := range c.Events {
		titles = append(titles, e.EventID[len(w.id("event", "")):])
	}
	return titles, c.Truncated
}

// A chain has all the events that there are, the nearest first, or says that it lacks some.
func TestStore_Chain_whole(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	const meetings = 260
	visit := w.event("visit", graph.Visit, "2020-01-01/2020-01-03", "ann:GUEST")
	var events []graph.Event
	for i := range 3 {
		part := w.event(fmt.Sprintf("part%d", i), graph.Meeting, "2020-01-02", "ann:GUEST")
		part.PartOf = visit.ID
		events = append(events, part)
	}
	var names []string
	for i := range meetings {
		names = append(names, fmt.Sprintf("m%03d", i))
		events = append(events, w.event(names[i], graph.Meeting, time.Date(2020, 2, 1+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), "ann:GUEST"))
	}
	w.have(append(events, visit, w.event("end", graph.Message, "2021-01-01", "ann:SENDER"))...)
	back := slices.Clone(names)
	slices.Reverse(back)
	for _, tt := range []struct {
		from      string
		direction graph.ChainDirection
		first     int
		want      []string
		more      bool
	}{
		{"visit", graph.Forward, 2, names[:2], true}, // its own parts come before them, and do not count
		{"visit", graph.Forward, 250, names[:250], true},
		{"visit", graph.Forward, 500, append(slices.Clone(names), "end"), false},
		{"end", graph.Backward, 250, back[:250], true},
		{"end", graph.Backward, 500, append(slices.Clone(back), "part0", "part1", "part2", "visit"), false},
	} {
		got, more := w.chained(tt.from, tt.direction, tt.first)
		if tt.first == 500 && tt.direction == graph.Backward && len(got) > meetings {
			slices.Sort(got[meetings:]) // of one day, or of days that meet
		}
		if !slices.Equal(got, tt.want) || more != tt.more {
			t.Errorf("%v of %s, %d at most: %d events, more: %v; want %d, %v\n%v", tt.direction, tt.from, tt.first, len(got), more, len(tt.want), tt.more, got)
		}
	}
}

// A chain whose events are joined in too many ways is refused.
func TestStore_Chain_budget(t *testing.T) {
	t.Parallel()
	w := newWorld(t, graphtest.Shared(t))
	var events []graph.Event
	for i := range 6 {
		events = append(events, w.event(fmt.Sprint(i), graph.Meeting, fmt.Sprintf("2020-01-0%d", i+1), "ann:HOST"))
	}
	w.have(events...)
	const joined = 5 + 4 + 3 + 2 + 1
	for steps, ok := range map[int]bool{joined: false, joined + 1: true} {
		limits := store.DefaultLimits()
		limits.ChainSteps = steps
		_, err := graphtest.Limited(t, limits).Chain(t.Context(), store.ChainQuery{
			From: w.id("event", "0"), Direction: graph.Forward, Via: []graph.ChainBasis{graph.SharedOfficial}, Depth: 2, First: 10,
		})
		if ok && err != nil || !ok && !errors.Is(err, graph.ErrTooBroad) {
			t.Errorf("%d steps: %v", steps, err)
		}
	}
}

// Backwards, events that last long are looked for apart. Where an actor has too many of them, the chain says so.
func TestStore_Chain_long(t *testing.T) {
	t.Parallel()
	w := newWorld(t, graphtest.Shared(t))
	events := []graph.Event{w.event("talks", graph.Meeting, "2021-01-01", "ann:HOST")}
	for i := range 5 {
		events = append(events, w.event(fmt.Sprintf("long%d", i), graph.OtherEvent, fmt.Sprintf("2020-0%d-01/2020-12-01", i+1), "ann:HOST"))
	}
	w.have(events...)
	for looked, more := range map[int]bool{4: true, 5: true, 6: false} {
		limits, gap := store.DefaultLimits(), 40
		limits.ChainLong = looked
		c, err := graphtest.Limited(t, limits).Chain(t.Context(), store.ChainQuery{
			From: w.id("event", "talks"), Direction: graph.Backward, Via: []graph.ChainBasis{graph.SharedOfficial}, Depth: 1, First: 10, GapDays: &gap,
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(c.Events) != min(looked, 5) || c.Truncated != more {
			t.Errorf("looking at %d: %d events, more: %v, want %d, %v", looked, len(c.Events), c.Truncated, min(looked, 5), more)
		}
	}
}

// Two events with overlapping dates have no order. The chains from each contain the other in both directions, and mark
// the order POSSIBLE; the ids do not matter. Neither leads on to events that are certainly on the other side.
func TestStore_Chain_noOrder(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	dates := map[string]string{
		"day": "2020-06-10", "same": "2020-06-10", "month": "2020-06", "year": "2020", "span": "2020-02-01/2020-06-10", "about": "2020-06-11~",
		"before": "2020-06-09", "after": "2020-06-11",
	}
	var events []graph.Event
	for name, date := range dates {
		events = append(events, w.event(name, graph.Meeting, date, "ann:HOST"))
	}
	w.have(events...)
	for _, tt := range []struct {
		direction graph.ChainDirection
		want      map[string]graph.Certainty
	}{
		{graph.Forward, map[string]graph.Certainty{"same": graph.Possible, "month": graph.Possible, "year": graph.Possible, "span": graph.Possible, "about": graph.Possible, "after": graph.Certain}},
		{graph.Backward, map[string]graph.Certainty{"same": graph.Possible, "month": graph.Possible, "year": graph.Possible, "span": graph.Possible, "before": graph.Certain}},
	} {
		for depth := 1; depth <= 3; depth++ {
			c, err := w.s.Chain(t.Context(), store.ChainQuery{
				From: w.id("event", "day"), Direction: tt.direction, Via: []graph.ChainBasis{graph.SharedOfficial}, Depth: depth, First: 50,
			})
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]graph.Certainty{}
			for _, e := range c.Events {
				got[e.EventID[len(w.id("event", "")):]] = ""
			}
			for _, l := range c.Links {
				from, to := l.From[len(w.id("event", "")):], l.To[len(w.id("event", "")):]
				switch {
				case tt.direction == graph.Forward && from == "day":
					got[to] = l.Order
				case tt.direction == graph.Backward && to == "day":
					got[from] = l.Order
				}
			}
			if !maps.Equal(got, tt.want) || c.Truncated {
				t.Errorf("%s, %d steps: %v, want %v", tt.direction, depth, got, tt.want)
			}
		}
	}
}

// A chain over consequences that run in a circle ends: no such circle is written, but an older graph may hold one.
func TestStore_Chain_circle(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	w.have(w.event("a", graph.Meeting, "2020-06-10", "ann:HOST"), w.event("b", graph.Meeting, "2020-06", "ann:HOST"), w.event("c", graph.Meeting, "2020", "ann:HOST"))
	w.column("MATCH (a:Event {id: $given.p0}), (b:Event {id: $given.p1}), (c:Event {id: $given.p2}) CREATE (a)-[:LED_TO]->(b)-[:LED_TO]->(c)-[:LED_TO]->(a) RETURN 1 AS x",
		w.id("event", "a"), w.id("event", "b"), w.id("event", "c"))
	for _, direction := range []graph.ChainDirection{graph.Forward, graph.Backward} {
		c, err := w.s.Chain(t.Context(), store.ChainQuery{From: w.id("event", "a"), Direction: direction, Via: []graph.ChainBasis{graph.LedTo}, Depth: 10, First: 50})
		if err != nil || len(c.Events) != 2 || len(c.Links) != 3 || c.Truncated {
			t.Errorf("%s: %+v, %v; want two events and three links", direction, c, err)
		}
	}
	w.column("MATCH (a:Event)-[r:LED_TO]->() WHERE a.id STARTS WITH $given.p0 DELETE r RETURN 1 AS x", w.id("event", ""))
}
