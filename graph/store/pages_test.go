package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"demarche/graph"
	"demarche/graph/store"
	"demarche/internal/graphtest"
)

// A page costs the same wherever it is, and whoever's it is.
func TestStore_Timeline_cost(t *testing.T) {
	w := newWorld(t, graphtest.Fresh(t))
	const batches, rare = 6, 60
	newest := w.busy(batches, rare)
	deep := graph.EventCursor(newest - 5000<<32)
	ann, bob, cho := w.id("official", "ann"), w.id("official", "bob"), w.id("official", "cho")
	pair := func(a, b string) graph.Filter { return graph.Filter{Actors: []string{a, b}, Match: graph.MatchAll} }
	for name, tt := range map[string]struct {
		filter graph.Filter
		index  string
		other  *graph.Filter // that costs the same
	}{
		"all":       {graph.Filter{}, ":Event(sk)", nil},
		"actor":     {graph.Filter{Actors: []string{ann}}, ":PARTICIPATED_IN(pid, sk)", &graph.Filter{Actors: []string{cho}}},
		"pair":      {pair(ann, bob), ":OF_DYAD(did, sk)", new(pair(ann, cho))},
		"countries": {graph.Filter{Countries: []string{"CHN", "PRK"}, Match: graph.MatchAll}, ":OF_DYAD(did, sk)", nil},
	} {
		t.Run(name, func(t *testing.T) {
			args := filtered(tt.filter)
			w.seeks(args, tt.index)
			first := w.cost(args)
			t.Logf("page 1: %d database hits", first)
			args["after"] = deep
			within(t, w, "a deep page", first, args)
			delete(args, "after")
			args["order"] = string(graph.OldestFirst)
			within(t, w, "the oldest page", first, args)
			if tt.other != nil {
				within(t, w, "a rare one", first, filtered(*tt.other))
			}
		})
	}
}

// within fails the test unless a page costs what another does, give or take a tenth.
func within(t *testing.T, w world, what string, first int64, args map[string]any) {
	t.Helper()
	hits := w.cost(args)
	t.Logf("%s: %d database hits", what, hits)
	if hits*10 > first*11 || hits*11 < first*9 {
		t.Errorf("%s: %d database hits, the first page %d", what, hits, first)
	}
}

// busy writes thousands of events of ann and bob, one a day, some of them with cho, and returns the key of the newest.
func (w world) busy(batches, rare int) int64 {
	w.t.Helper()
	w.have()
	w.write(graph.Batch{Tenures: []graph.Tenure{w.tenure("1990/..")}})
	day := graph.DayOf(2025, 1, 1)
	var newest int64
	for i := range batches {
		var b graph.Batch
		for j := range 1000 {
			n := i*1000 + j
			on := day - graph.Day(n)
			with := []string{"ann:HOST", "bob:GUEST"}
			if n%(batches*1000/rare) == 0 {
				with = append(with, "cho:COMPANION")
			}
			e := w.event(fmt.Sprintf("e%d", n), graph.Meeting, on.String(), with...)
			newest = max(newest, graph.SortKey(e.ID, e.Date))
			b.Events = append(b.Events, e)
		}
		w.write(b)
	}
	w.column("CALL db.prepareForReplanning(60) RETURN 1 AS x")
	return newest
}

// cost returns the database hits of a page of a timeline.
func (w world) cost(args map[string]any) int64 {
	w.t.Helper()
	var call store.Call
	s := w.s.Observing(func(c store.Call) { call = c })
	if _, err := s.Timeline(w.t.Context(), wanted("timeline", "EventConnection: nodes([Event]: id title)", args)); err != nil {
		w.t.Fatal(err)
	}
	plan, err := s.Profile(w.t.Context(), call.Cypher, call.Params)
	if err != nil {
		w.t.Fatal(err)
	}
	return hits(plan)
}

// seeks fails the test unless a page is found by an index, in its order.
func (w world) seeks(args map[string]any, index string) {
	w.t.Helper()
	cypher, params := store.Stream(args)
	plan, err := w.s.Profile(w.t.Context(), cypher, params)
	if err != nil {
		w.t.Fatal(err)
	}
	sought := false
	for _, op := range operators(plan) {
		sought = sought || strings.Contains(op, "IndexSeek") && strings.Contains(op, index)
		if isScan(op) || strings.HasPrefix(op, "Sort ") {
			w.t.Errorf("%s", op)
		}
	}
	if !sought {
		w.t.Errorf("%s is not sought:\n%s", index, strings.Join(operators(plan), "\n"))
	}
}

func hits(p neo4j.ProfiledPlan) int64 {
	n := p.DbHits()
	for _, c := range p.Children() {
		n += hits(c)
	}
	return n
}
