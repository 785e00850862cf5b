package store_test

import (
	"errors"
	"fmt"
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
	w := newWorld(t, graphtest.Shared(t))
	var events []graph.Event
	for i := range 6 {
		events = append(events, w.event(fmt.Sprint(i), graph.Meeting, fmt.Sprintf("2020-01-0%d", i+1), "ann:HOST"))
	}
	w.have(events...)
	const joined = 5 + 4 + 3 + 2 + 1
	for steps, ok := range map[int]bool{joined: false, joined + 1: true} {
		undo := store.SetChainSteps(steps)
		_, err := w.s.Chain(t.Context(), store.ChainQuery{
			From: w.id("event", "0"), Direction: graph.Forward, Via: []graph.ChainBasis{graph.SharedOfficial}, Depth: 2, First: 10,
		})
		undo()
		if ok && err != nil || !ok && !errors.Is(err, graph.ErrTooBroad) {
			t.Errorf("%d steps: %v", steps, err)
		}
	}
}

// Backwards, events that last long are looked for apart. Where an actor has too many of them, the chain says so.
func TestStore_Chain_long(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	events := []graph.Event{w.event("talks", graph.Meeting, "2021-01-01", "ann:HOST")}
	for i := range 5 {
		events = append(events, w.event(fmt.Sprintf("long%d", i), graph.OtherEvent, fmt.Sprintf("2020-0%d-01/2020-12-01", i+1), "ann:HOST"))
	}
	w.have(events...)
	for looked, more := range map[int]bool{4: true, 5: true, 6: false} {
		undo := store.SetChainLong(looked)
		gap := 40
		c, err := w.s.Chain(t.Context(), store.ChainQuery{
			From: w.id("event", "talks"), Direction: graph.Backward, Via: []graph.ChainBasis{graph.SharedOfficial}, Depth: 1, First: 10, GapDays: &gap,
		})
		undo()
		if err != nil {
			t.Fatal(err)
		}
		if len(c.Events) != min(looked, 5) || c.Truncated != more {
			t.Errorf("looking at %d: %d events, more: %v, want %d, %v", looked, len(c.Events), c.Truncated, min(looked, 5), more)
		}
	}
}
