package reference_test

import (
	"context"
	"flag"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"demarche/graph"
	"demarche/internal/graphtest"
	"demarche/internal/reference/documents"
	"demarche/internal/reference/sample"
	"demarche/seeds"
)

// How many random documents are tried on a database, and which. Planning a statement that it has not seen takes it the
// best part of a second, so they are few and small; resolvers tries thousands of large ones in memory. To look for
// mistakes:
//
//	go test ./internal/reference -run 'TestRandom|TestSample/random' -documents 2000 -seed 7
var (
	tried = flag.Int("documents", 60, "random documents to try on each graph")
	seed  = flag.Uint64("seed", 1, "which random documents")
)

func small(b graph.Batch) *documents.Writer {
	w := documents.Over(schema, b)
	w.Roots = slices.Concat(documents.Projected, documents.Computed)
	w.Depth, w.Fields, w.Budget = 4, 3, 20
	return w
}

// random compares documents, each under changing variables.
func random(t *testing.T, b both, batch graph.Batch, graph uint64) {
	t.Helper()
	w, r := small(batch), rand.New(rand.NewPCG(*seed, graph))
	runs, errors, bytes, failures := 0, 0, 0, 0
	for i := 0; i < *tried && failures < 5; i++ {
		query, vars := w.Write(r), documents.Variables(r)
		for range 3 {
			p := params{Query: query, Variables: maps.Clone(vars), OperationName: []string{"Q", "R"}[r.IntN(2)]}
			want, got := b.plain.run(p), b.api.run(p)
			runs, bytes = runs+1, bytes+len(want.Data)
			if len(want.Errors) > 0 {
				errors++
			}
			if show(want) != show(got) {
				t.Errorf("%s\n%s %v\n%s\n%q", query, p.OperationName, vars, differ(show(want), show(got)), messages(got))
				failures++
				break
			}
			vars = documents.Other(r, vars)
		}
	}
	t.Logf("%d runs, %d with errors, %d bytes on average", runs, errors, bytes/max(1, runs))
}

func TestRandom(t *testing.T) {
	batch, err := seeds.Read()
	if err != nil {
		t.Fatal(err)
	}
	random(t, seeded(t), batch, 1)
}

// TestParallel shares documents, plans and statements between requests.
func TestParallel(t *testing.T) {
	batch, err := seeds.Read()
	if err != nil {
		t.Fatal(err)
	}
	b, w, r := seeded(t), small(batch), rand.New(rand.NewPCG(2, 9))
	type work struct {
		params params
		want   string
	}
	var all []work
	for range 8 {
		query := w.Write(r)
		for _, y := range []bool{true, false} {
			vars := documents.Variables(r)
			vars["y"] = y
			p := params{Query: query, Variables: vars, OperationName: "Q"}
			all = append(all, work{p, b.plain.show(p)})
		}
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, x := range all {
				if got := b.api.show(x.params); got != x.want {
					t.Errorf("%s\n%v\n%s", x.params.Query, x.params.Variables, differ(x.want, got))
				}
			}
		})
	}
	wg.Wait()
}

// TestSample compares over a random graph that has what the seed graph lacks.
func TestSample(t *testing.T) {
	batch := sample.Batch(1)
	s := graphtest.Fresh(t)
	if _, err := s.Write(context.Background(), batch); err != nil {
		t.Fatal(err)
	}
	b := over(t, s, batch)
	t.Run("ways", func(t *testing.T) { everyWay(t, b, batch) })
	t.Run("windows", func(t *testing.T) { windows(t, b, batch) })
	t.Run("dates", func(t *testing.T) { dates(t, b, batch) })
	t.Run("left out", func(t *testing.T) { leftOut(t, b, "official:o00", "country:CHN") })
	t.Run("roots", func(t *testing.T) {
		roots(t, b, "official:o00", "official:o01", "country:CHN", "event:e003", "event:e021", "event:e057", "event:e090", "event:e111", "event:e140")
	})
	t.Run("paths", func(t *testing.T) {
		paths(t, b, []string{"official:o00", "official:o31", "official:o35", "country:SUHH", "org:o2"}, "", `, during: {from: "2019", to: "2025"}`, ", maxHops: 1")
	})
	t.Run("random", func(t *testing.T) { random(t, b, batch, 3) })
	t.Run("pages", func(t *testing.T) {
		pages(t, b, `timeline(%s)`, `timeline(%s, filter:{countries:["CHN","PRK"], match: ALL})`, `timeline(%s, filter:{actors:["official:o00","official:o01"], match: ALL})`,
			`timeline(%s, filter:{countries:["CHN"], actors:["official:o00"]})`, `timeline(%s, filter:{roles:[HOST], topLevel: true, during:{from:"2012", to:"2015"}})`,
			`timeline(%s, filter:{during:{from:"2012-05", to:"2012-06"}})`, `timeline(%s, filter:{countries:["USA","PRK"], during:{from:"2012", to:"2020"}, certainty: CERTAIN})`)
	})
}
