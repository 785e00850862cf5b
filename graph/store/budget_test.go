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

// A page that looks at too many events is refused, and never lacks an event: not even where long ones alone would fill
// it.
func TestStore_Timeline_budget(t *testing.T) {
	t.Parallel()
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
	ask := func(budget int, filter, paging string) (string, error) {
		limits := store.DefaultLimits()
		limits.Page = budget
		a := costs.NewAsker(graphtest.Limited(t, limits))
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

// A count checks all events or returns an error, because events beyond the budget may match too.
func TestStore_counts_budget(t *testing.T) {
	t.Parallel()
	w := newWorld(t, graphtest.Shared(t))
	var events []graph.Event
	var officials []graph.Official
	for i := range 6 {
		officials = append(officials, w.official(fmt.Sprintf("countable%d", i), "country:PRK"))
		events = append(events, w.event(fmt.Sprintf("countable%d", i), graph.Meeting, fmt.Sprintf("2021-0%d-01", i+1), "ann:HOST", "bob:GUEST", "cho:GUEST"))
	}
	w.have(append(
		events,
		w.event("last", graph.Message, "2020-12-01", "ann:SENDER", "bob:RECIPIENT"),
		w.event("long", graph.Message, "2020-01-01/2020-12-31", "ann:SENDER", "bob:RECIPIENT"),
	)...)
	w.write(graph.Batch{Officials: officials})
	ann, bob := w.id("official", "ann"), w.id("official", "bob")
	ask := func(of func(*store.Limits) *int, budget int, query string) (string, error) {
		limits := store.DefaultLimits()
		*of(&limits) = budget
		a := costs.NewAsker(graphtest.Limited(t, limits))
		answer, _, err := a.Ask(t.Context(), costs.Question{Name: "budget", Query: query})
		return string(answer), err
	}
	page := func(l *store.Limits) *int { return &l.Page }
	count := func(l *store.Limits) *int { return &l.Count }
	dates := func(l *store.Limits) *int { return &l.Dates }
	for _, tt := range []struct {
		name        string
		budget      func(*store.Limits) *int
		query, want string
	}{
		{"total of one", count, fmt.Sprintf(`{ timeline(filter: {actors: [%q], kinds: [MESSAGE]}, first: 1) { totalCount } }`, ann), `"totalCount":2`},
		{"total of two", count, fmt.Sprintf(`{ timeline(filter: {actors: [%q, %q], match: ALL, kinds: [MESSAGE]}, first: 1) { totalCount } }`, ann, bob), `"totalCount":2`},
		{"total of a window", count, fmt.Sprintf(`{ timeline(filter: {actors: [%q], kinds: [MESSAGE], during: {from: "2020-06"}}, first: 1) { totalCount } }`, ann), `"totalCount":2`},
		{"histogram of one", dates, fmt.Sprintf(`{ timelineHistogram(filter: {actors: [%q], kinds: [MESSAGE]}, bucket: YEAR) { possible } }`, ann), `"possible":2`},
		{"histogram of two", dates, fmt.Sprintf(`{ timelineHistogram(filter: {actors: [%q, %q], match: ALL, kinds: [MESSAGE]}, bucket: YEAR) { possible } }`, ann, bob), `"possible":2`},
		{"relationship", count, fmt.Sprintf(`{ relationship(between: [%q, %q, %q]) { count } }`, ann, bob, w.id("official", "cho")), `"count":6`},
		{"officials", page, `{ officials(text: "countable", first: 1) { nodes { id } } }`, `"id"`},
		{"words", page, `{ timeline(filter: {text: "countable"}, first: 1) { nodes { title } } }`, `"countable5"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := ask(tt.budget, 9, tt.query); err != nil || !strings.Contains(got, tt.want) {
				t.Errorf("%s, %v; want %s", got, err, tt.want)
			}
			if got, err := ask(tt.budget, 6, tt.query); !errors.Is(err, graph.ErrTooBroad) {
				t.Errorf("looking at too few: %s, %v", got, err)
			}
		})
	}
}

// A map of too many buckets gets wider ones, and is refused where the widest are too many.
func TestStore_Map_budget(t *testing.T) {
	t.Parallel()
	w := newWorld(t, graphtest.Shared(t))
	var events []graph.Event
	for i := range 4 {
		events = append(events, w.event(fmt.Sprint(i), graph.Meeting, fmt.Sprintf("2021-0%d-01", i+1), "ann:HOST", "bob:GUEST"))
	}
	w.have(events...)
	for buckets, want := range map[int]graph.TimeBucket{4: graph.ByMonth, 3: graph.ByQuarter, 1: graph.ByYear, 0: ""} {
		limits := store.DefaultLimits()
		limits.MapBuckets = buckets
		m, err := graphtest.Limited(t, limits).Map(t.Context(), graph.MapQuery{Around: []string{w.id("official", "ann")}, Depth: 1, MaxNodes: 10, Bucket: graph.ByMonth})
		switch {
		case want == "" && !errors.Is(err, graph.ErrTooBroad):
			t.Errorf("%d buckets: %v", buckets, err)
		case want != "" && (err != nil || m.Bucket != want):
			t.Errorf("%d buckets: %+v, %v; want those of a %s", buckets, m, err, want)
		}
	}
}

// One of a type is found among hundreds of others that hold the word better.
func TestStore_Search_types(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	var events []graph.Event
	for i := range 510 {
		e := w.event(fmt.Sprintf("crowded%d", i), graph.Meeting, "2021", "ann:HOST", "bob:GUEST")
		e.Title = "Zamindar"
		events = append(events, e)
	}
	w.have(events...)
	post := graph.Post{
		ID: w.id("post", "last"), Title: strings.Repeat("deputy head of the office for all that remains ", 4) + "and zamindar", Level: "OTHER", Organization: w.id("org", "ministry"), Sources: w.cite(),
	}
	w.write(graph.Batch{Posts: []graph.Post{post}})
	hits, err := w.s.Search(t.Context(), "zamindar", []graph.NodeType{"POST"}, 10)
	if err != nil || len(hits) != 1 || hits[0].NodeID != post.ID {
		t.Errorf("%v, %v", hits, err)
	}
}

// A list that nothing pages is refused where it is longer than it may be, and never cut.
func TestStore_Post_holders(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	w.have()
	a, held := costs.NewAsker(w.s), w.id("post", "member")
	ask := func(asOf string) (string, error) {
		answer, _, err := a.Ask(t.Context(), costs.Question{Name: "holders", Query: fmt.Sprintf(`{ post(id: %q) { holders%s { official { id } } } }`, held, asOf)})
		return string(answer), err
	}
	b := graph.Batch{Posts: []graph.Post{{ID: held, Title: "Member", Level: "LEGISLATOR", Organization: w.id("org", "ministry"), Sources: w.cite()}}}
	for i := range 501 {
		o := w.official(fmt.Sprintf("member%d", i), "country:CHN")
		b.Officials = append(b.Officials, o)
		b.Tenures = append(b.Tenures, graph.Tenure{ID: w.id("tenure", o.Name), Official: o.ID, Post: held, Dates: date(t, fmt.Sprintf("%d/..", 2000+i%2)), Sources: w.cite()})
	}
	w.write(b)
	if got, err := ask(""); !errors.Is(err, graph.ErrTooBroad) || !strings.Contains(err.Error(), "page through officials") {
		t.Errorf("all of them: %.200s, %v", got, err)
	}
	if got, err := ask(`(asOf: "2000")`); err != nil || strings.Count(got, "official:") != 251 {
		t.Errorf("those of one date: %d, %v", strings.Count(got, "official:"), err)
	}
}
