package store_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"demarche/graph"
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

// A graph that a version before the words of 009 wrote, with the indexes of that version, is searched as any other
// after it.
func TestStore_Migrate_words(t *testing.T) {
	s := graphtest.Fresh(t)
	var b graph.Batch
	named(&b, 1, "Tô Lâm", date(t, "2020-02-02"))
	b.Countries = []graph.Country{{ID: "country:PRK", Code: "PRK", ISO2: "KP", M49: 408, Name: "North Korea", Sources: b.Officials[0].Sources}}
	if _, err := s.Write(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	schema := schemaOf(t, s)
	dropAll(t, s)
	run(t, s, "MATCH (n) WHERE n.words IS NOT NULL REMOVE n.words")
	names, err := store.Migrations()
	if err != nil {
		t.Fatal(err)
	}
	run(t, s, "CREATE CONSTRAINT migration_number IF NOT EXISTS FOR (n:Migration) REQUIRE n.number IS UNIQUE")
	run(t, s, fmt.Sprintf("CREATE (:Migration {number: 0, recorded: %d})", len(b.Events)))
	for i, name := range names[:7] {
		if err := s.RunMigration(t.Context(), name); err != nil {
			t.Fatal(err)
		}
		run(t, s, fmt.Sprintf("CREATE (:Migration {number: %d})", i+1))
	}
	if ran, err := s.Migrate(t.Context()); err != nil || ran != len(names)-7 {
		t.Fatalf("%d migrations ran: %v", ran, err)
	}
	same(t, "schema", schemaOf(t, s), schema...)
	if err := s.Check(t.Context(), func(problem string) { t.Error(problem) }); err != nil {
		t.Error(err)
	}
	for index, ids := range named(&b, 1, "Tô Lâm", date(t, "2020-02-02")) {
		hits, err := s.Search(t.Context(), "to lam", []graph.NodeType{graph.NodeType(strings.ToUpper(index))}, 100)
		if err != nil || len(hits) != len(ids) {
			t.Errorf("search finds %v of %v: %v", hits, ids, err)
		}
	}
	if rows := newWorld(t, s).column("SHOW FULLTEXT INDEXES YIELD name, options WHERE options.indexConfig['fulltext.analyzer'] <> 'whitespace' RETURN name AS x"); len(rows) > 0 {
		t.Errorf("indexes with an analyzer of the database's: %v", rows)
	}
}

// Every label and type of an index or a constraint is one that a statement names.
func TestStore_Migrate_used(t *testing.T) {
	var text strings.Builder
	err := filepath.WalkDir("cypher", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		text.Write(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	names := strings.Fields(strings.Join(newWorld(t, graphtest.Shared(t)).column(
		"SHOW INDEXES YIELD labelsOrTypes, type WHERE type <> 'LOOKUP' RETURN reduce(all = '', l IN labelsOrTypes | all + l + ' ') AS x"), ""))
	slices.Sort(names)
	if len(names) < 30 {
		t.Fatal(names)
	}
	for _, name := range slices.Compact(names) {
		if !regexp.MustCompile(`[:|]` + name + `\b`).MatchString(text.String()) {
			t.Errorf("%s has an index, and no statement names it", name)
		}
	}
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
