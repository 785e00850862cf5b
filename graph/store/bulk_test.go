package store_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/store"
	"demarche/internal/graphtest"
	"demarche/internal/ordinary/sample"
)

// What the admin import makes of a bulk's files is the graph that Write makes of the same records.
func TestBulk(t *testing.T) {
	batch := sample.Batch(1)
	batch.Sources[0].Title = "Quotes \"inside\", commas, and\nline breaks"
	written := graphtest.Fresh(t)
	if _, err := written.Write(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	bulk, err := store.NewBulk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := bulk.Add(batch); err != nil {
		t.Fatal(err)
	}
	args, err := bulk.Close()
	if err != nil {
		t.Fatal(err)
	}
	imported := graphtest.Imported(t, args)
	for what, cypher := range map[string]string{
		"nodes": `MATCH (n) WHERE NOT n:Migration
			RETURN labels(n) AS labels, n {.*, believedFrom: n.believedFrom IS NOT NULL, recordedAt: n.recordedAt IS NOT NULL,
				seq: n.seq IS NOT NULL} AS props
			ORDER BY coalesce(n.id, toString(n.did))`,
		"edges": `MATCH (a)-[r]->(b) RETURN coalesce(a.id, toString(a.did)) AS from, type(r) AS type, coalesce(b.id, toString(b.did)) AS to, properties(r) AS props
			ORDER BY from, type, to, r.ord`,
	} {
		want, got := everything(t, written, cypher), everything(t, imported, cypher)
		if len(want) < 1000 {
			t.Errorf("%s: only %d to compare", what, len(want))
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %.3000s", what, d)
		}
	}
	for _, p := range problems(t, imported) {
		t.Error(p)
	}
}

func everything(tb testing.TB, s *store.Store, cypher string) []string {
	tb.Helper()
	rows, err := s.Raw(tb.Context(), cypher, nil)
	if err != nil {
		tb.Fatal(err)
	}
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = fmt.Sprint(r)
	}
	return out
}

func TestBulk_bad(t *testing.T) {
	cite := []graph.Citation{{Source: "source:s"}}
	source := graph.Batch{Sources: []graph.Source{{ID: "source:s", Title: "S"}}}
	event := func(id, partOf string) graph.Batch {
		return graph.Batch{Events: []graph.Event{{ID: id, Kind: graph.Visit, Title: id, Date: date(t, "2025"), PartOf: partOf, Sources: cite}}}
	}
	for name, tt := range map[string]struct {
		batches []graph.Batch
		want    error
	}{
		"a loop":            {[]graph.Batch{source, event("event:a", "event:b"), event("event:b", "event:a")}, graph.ErrBadInput},
		"no whole":          {[]graph.Batch{source, event("event:a", "event:b")}, graph.ErrNotFound},
		"no source":         {[]graph.Batch{event("event:a", "")}, graph.ErrNotFound},
		"twice":             {[]graph.Batch{source, event("event:a", ""), event("event:a", "")}, graph.ErrBadInput},
		"an unsound record": {[]graph.Batch{{Sources: []graph.Source{{ID: "source:s"}}}}, graph.ErrBadInput},
	} {
		t.Run(name, func(t *testing.T) {
			bulk, err := store.NewBulk(t.TempDir())
			for _, b := range tt.batches {
				if err == nil {
					err = bulk.Add(b)
				}
			}
			if err == nil {
				_, err = bulk.Close()
			}
			if !errors.Is(err, tt.want) {
				t.Errorf("%v, want %v", err, tt.want)
			}
		})
	}
}
