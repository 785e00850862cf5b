package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"demarche/graph"
	"demarche/graph/store"
	"demarche/internal/costs"
	"demarche/internal/graphtest"
)

// A page that looks at too many events is refused, and never lacks an event: not even where long ones alone would fill it.
func TestStore_Timeline_budget(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	var events []graph.Event
	for i := range 6 {
		events = append(events, w.event(fmt.Sprintf("meeting%d", i), graph.Meeting, fmt.Sprintf("2021-0%d-01", i+1), "ann:HOST", "bob:GUEST"))
	}
	w.have(append(
		events,
		w.event("short", graph.Message, "2020-12-01", "ann:SENDER", "bob:RECIPIENT"),
		w.event("long1", graph.Message, "2020-07-01/2021-01-01", "ann:SENDER", "bob:RECIPIENT"),
		w.event("long2", graph.Message, "2020-08-01/2021-01-01", "ann:SENDER", "bob:RECIPIENT"),
	)...)
	a := costs.NewAsker(w.s)
	ask := func(budget int, filter, paging string) (string, error) {
		defer store.SetScanBudget(budget)()
		answer, _, err := a.Ask(t.Context(), costs.Question{Name: "budget", Query: fmt.Sprintf(
			`{ timeline(filter: {actors: [%q, %q], match: ALL, %s}, first: 1%s) { nodes { title } } }`, w.id("official", "ann"), w.id("official", "bob"), filter, paging)})
		return string(answer), err
	}
	const messages, window = "kinds: [MESSAGE]", `kinds: [MESSAGE], during: {from: "2020"}`
	for _, tt := range []struct {
		filter, paging string
		least          int // events to look at
		want           string
	}{
		{messages, "", 8, "short"},
		{messages, ", order: OLDEST_FIRST", 2, "long1"},
		{window, "", 7, "short"},
		{window, ", order: OLDEST_FIRST", 1, "long1"},
		{"", "", 1, "meeting5"},
	} {
		if got, err := ask(tt.least+1, tt.filter, tt.paging); err != nil || !strings.Contains(got, `"`+tt.want+`"`) {
			t.Errorf("%s%s: %s, %v; want %s", tt.filter, tt.paging, got, err, tt.want)
		}
		if tt.least < 2 {
			continue
		}
		if got, err := ask(tt.least-1, tt.filter, tt.paging); !errors.Is(err, graph.ErrTooBroad) {
			t.Errorf("%s%s, looking at too few: %s, %v", tt.filter, tt.paging, got, err)
		}
	}
}

// A map of too many buckets is refused.
func TestStore_Map_budget(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	var events []graph.Event
	for i := range 4 {
		events = append(events, w.event(fmt.Sprint(i), graph.Meeting, fmt.Sprintf("2021-0%d-01", i+1), "ann:HOST", "bob:GUEST"))
	}
	w.have(events...)
	for buckets, ok := range map[int]bool{3: false, 4: true} {
		undo := store.SetMapBuckets(buckets)
		_, err := w.s.Map(t.Context(), graph.MapQuery{Around: []string{w.id("official", "ann")}, Depth: 1, MaxNodes: 10, Bucket: graph.ByMonth})
		undo()
		if ok && err != nil || !ok && !errors.Is(err, graph.ErrTooBroad) {
			t.Errorf("%d buckets: %v", buckets, err)
		}
	}
}
