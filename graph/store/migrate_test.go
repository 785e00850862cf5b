package store_test

import (
	"sync"
	"testing"

	"demarche/graph/store"
	"demarche/internal/graphtest"
)

func TestStore_Migrate(t *testing.T) {
	s := graphtest.Fresh(t)
	ctx := t.Context()
	migrate := func(what string, want int) {
		t.Helper()
		if ran, err := s.Migrate(ctx); err != nil || ran != want {
			t.Errorf("%s: %d migrations, error %v, want %d", what, ran, err, want)
		}
	}
	have, all, err := s.SchemaVersion(ctx)
	if err != nil || have != all || all == 0 {
		t.Fatalf("version %d of %d, error %v", have, all, err)
	}
	migrate("again", 0)
	schema := schemaOf(t, s)
	if len(schema) < 30 {
		t.Fatalf("only %d constraints and indexes: %v", len(schema), schema)
	}

	t.Run("interrupted", func(t *testing.T) {
		dropAll(t, s)
		// Two pairs of one number: the last constraint of the first migration fails.
		run(t, s, "CREATE (:Dyad {did: 1}), (:Dyad {did: 1})")
		if ran, err := s.Migrate(ctx); err == nil {
			t.Fatalf("%d migrations ran over data that break a constraint", ran)
		}
		if have, _, err := s.SchemaVersion(ctx); err != nil || have != 0 {
			t.Errorf("half-way: version %d, error %v", have, err)
		}
		run(t, s, "MATCH (d:Dyad) DELETE d")
		migrate("after the interruption", all)
		same(t, "schema", schemaOf(t, s), schema...)
	})

	t.Run("two at once", func(t *testing.T) {
		dropAll(t, s)
		var ran [2]int
		var wg sync.WaitGroup
		for i := range ran {
			wg.Go(func() {
				var err error
				if ran[i], err = s.Migrate(ctx); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if ran[0]+ran[1] != all {
			t.Errorf("%v migrations ran, want %d in all", ran, all)
		}
		same(t, "schema", schemaOf(t, s), schema...)
	})
}

func run(tb testing.TB, s *store.Store, cypher string) {
	tb.Helper()
	if err := s.Run(tb.Context(), cypher); err != nil {
		tb.Fatalf("%s: %v", cypher, err)
	}
}

// schemaOf lists the names of all constraints and indexes that are of use.
func schemaOf(tb testing.TB, s *store.Store) []string {
	tb.Helper()
	w := newWorld(tb, s)
	return append(w.column("SHOW INDEXES YIELD name, type, state WHERE type <> 'LOOKUP' AND state = 'ONLINE' RETURN 'index ' + name AS x"),
		w.column("SHOW CONSTRAINTS YIELD name RETURN 'of ' + name AS x")...)
}

// dropAll makes a database as it is before the first migration.
func dropAll(tb testing.TB, s *store.Store) {
	tb.Helper()
	run(tb, s, "MATCH (m:Migration) DELETE m")
	w := newWorld(tb, s)
	for _, name := range w.column("SHOW CONSTRAINTS YIELD name RETURN name AS x") {
		run(tb, s, "DROP CONSTRAINT "+name)
	}
	for _, name := range w.column("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name AS x") {
		run(tb, s, "DROP INDEX "+name)
	}
}
