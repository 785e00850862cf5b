package store_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	gocmp "github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/store"
	"demarche/graph/store/bulk"
	"demarche/internal/graphtest"
	"demarche/internal/reference/sample"
)

// What the admin import makes of a bulk's files is the graph that a store makes of the same updates, and both say the
// same of each record.
func TestBulk(t *testing.T) {
	batch := sample.Batch(1)
	batch.Sources[0].Title = "Quotes \"inside\", and commas"
	batch.Events[0].Summary = "Quotes \"inside\", commas, and\nline breaks"
	one, two := colliding(t, "event:collides-")
	for _, id := range []string{one, two} { // the sort key of the second is not its own
		batch.Events = append(batch.Events, graph.Event{ID: id, Kind: graph.Visit, Title: id, Date: date(t, "2020-02-02"), Sources: batch.Events[0].Sources})
	}
	stored := graphtest.Fresh(t)
	writer, err := bulk.New(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	writer.SpillAfter(1)
	for i, u := range updates(batch) {
		want, err := stored.Update(t.Context(), u)
		if err != nil {
			t.Fatal(err)
		}
		got, err := writer.Update(t.Context(), u)
		if err != nil {
			t.Fatal(err)
		}
		if d := gocmp.Diff(sorted(want), sorted(got), gocmp.Comparer(sameError)); d != "" {
			t.Errorf("update %d: %s", i, d)
		}
	}
	for _, w := range []imported{stored, writer} {
		if err := w.Imported(t.Context(), "source:file-x", 7); err != nil {
			t.Fatal(err)
		}
	}
	args, err := writer.Close()
	if err != nil {
		t.Fatal(err)
	}
	made := graphtest.Imported(t, args)
	for what, cypher := range map[string]string{
		"nodes": `MATCH (n) WHERE NOT n:Migration
			RETURN COLLECT { UNWIND labels(n) AS l WITH l WHERE NOT l IN ['Unsettled', 'Unmatched'] RETURN l ORDER BY l } AS labels, n {.*, believedFrom: n.believedFrom IS NOT NULL, recordedAt: n.recordedAt IS NOT NULL,
				importedAt: n.importedAt IS NOT NULL} AS props
			ORDER BY coalesce(n.id, toString(n.did))`,
		"edges": `MATCH (a)-[r]->(b) RETURN coalesce(a.id, toString(a.did)) AS from, type(r) AS type, coalesce(b.id, toString(b.did)) AS to, properties(r) AS props
			ORDER BY from, type, to, r.ord`,
	} {
		want, got := everything(t, stored, cypher), everything(t, made, cypher)
		if len(want) < 1000 {
			t.Errorf("%s: only %d to compare", what, len(want))
		}
		if d := gocmp.Diff(want, got); d != "" {
			t.Errorf("%s: %.3000s", what, d)
		}
	}
	for _, p := range problems(t, made) {
		t.Error(p)
	}
}

// What is put off on disk is written as if it had stayed in memory, and nothing but the files for the import is left.
func TestBulk_Spill(t *testing.T) {
	files := func(t *testing.T, spill bool) map[string]string {
		t.Helper()
		dir := t.TempDir()
		writer, err := bulk.New(dir)
		if err != nil {
			t.Fatal(err)
		}
		if spill {
			writer.SpillAfter(1)
		}
		for _, u := range updates(sample.Batch(2)) {
			if _, err := writer.Update(t.Context(), u); err != nil {
				t.Fatal(err)
			}
		}
		if off := len(contents(t, dir)["pairs.tmp"]); spill != (off > 100) {
			t.Errorf("%d bytes of pairs are put off", off)
		}
		if err := writer.Imported(t.Context(), "source:file-x", 7); err != nil {
			t.Fatal(err)
		}
		if _, err := writer.Close(); err != nil {
			t.Fatal(err)
		}
		return contents(t, dir)
	}
	synctest.Test(t, func(t *testing.T) { // time stands still
		want, got := files(t, false), files(t, true)
		if d := gocmp.Diff(want, got); d != "" {
			t.Errorf("%.3000s", d)
		}
		for name := range got {
			if !strings.HasSuffix(name, ".csv") {
				t.Errorf("%s is left", name)
			}
		}
	})
}

func contents(tb testing.TB, dir string) map[string]string {
	tb.Helper()
	entries, err := os.ReadDir(dir)
	out := map[string]string{}
	for _, e := range entries {
		text, failed := os.ReadFile(filepath.Join(dir, e.Name()))
		out[e.Name()], err = string(text), errors.Join(err, failed)
	}
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

// A bulk knows each of many records again.
func TestBulk_many(t *testing.T) {
	writer, err := bulk.New(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	var b graph.Batch
	for i := range 40_000 {
		b.Sources = append(b.Sources, graph.Source{ID: fmt.Sprintf("source:%d", i), Title: "A source"})
	}
	for _, want := range []graph.OutcomeCounts{{Created: len(b.Sources)}, {Unchanged: len(b.Sources)}} {
		outcomes, err := writer.Write(t.Context(), b)
		if got := outcomes.Of("sources"); got != want || err != nil {
			t.Errorf("%+v, %v; want %+v", got, err, want)
		}
	}
	b.Sources = []graph.Source{{ID: "source:39999", Title: "Another title"}}
	if _, err := writer.Write(t.Context(), b); !errors.Is(err, bulk.ErrNotInBulk) {
		t.Error(err)
	}
}

type imported interface {
	Imported(ctx context.Context, source string, rows int) error
}

// updates are a batch in parts, as files are read: some records are there again, and some make no sense.
func updates(b graph.Batch) []graph.Update {
	file := graph.Batch{Sources: []graph.Source{{ID: "source:file-x", Title: "x.jsonl", SHA256: "00", Format: "events"}}}
	cited := []graph.Citation{{Source: "source:file-x"}}
	events, links := b.Events, b.Links
	b.Events, b.Links = nil, nil
	out := []graph.Update{{Put: b, Ensure: file, From: "source:file-x"}, {Put: graph.Batch{Events: events}, Ensure: file, From: "source:file-x"}}
	out = append(out, graph.Update{
		Put:    graph.Batch{Events: events[:3], Links: append(links, graph.Link{From: "event:none", To: events[0].ID, Sources: cited})},
		Merge:  graph.Batch{Places: []graph.Place{{ID: "place:new", Name: "New", Sources: cited}, {ID: "place:bad", Sources: cited}}},
		Ensure: graph.Batch{Sources: file.Sources, Countries: b.Countries[:1], Officials: b.Officials[:2]}, From: "source:file-x",
	})
	return out
}

func sorted(o graph.Outcomes) graph.Outcomes {
	slices.SortFunc(o, func(a, b graph.Outcome) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.ID, b.ID))
	})
	return o
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
	office := graph.Batch{
		Officials: []graph.Official{{ID: "official:o", Name: "O", Sources: cite}}, Posts: []graph.Post{{ID: "post:p", Title: "P", Level: "OTHER", Sources: cite}},
	}
	meeting := event("event:m", "")
	meeting.Events[0].Participants = []graph.Participation{{Actor: "official:o", Roles: []graph.Role{"HOST"}}}
	nested := func(deep int) (b graph.Batch) {
		for i := range deep + 1 {
			whole := ""
			if i > 0 {
				whole = fmt.Sprint("event:", i-1)
			}
			b.Append(event(fmt.Sprint("event:", i), whole))
		}
		return b
	}
	tenure := graph.Batch{Tenures: []graph.Tenure{{ID: "tenure:t", Official: "official:o", Post: "post:p", Dates: date(t, "2020/.."), Sources: cite}}}
	for name, tt := range map[string]struct {
		batches []graph.Batch
		want    error
	}{
		"a loop":            {[]graph.Batch{source, {Events: append(event("event:a", "event:b").Events, event("event:b", "event:a").Events...)}}, graph.ErrBadInput},
		"nested":            {[]graph.Batch{source, nested(20)}, nil},
		"nested too deep":   {[]graph.Batch{source, nested(21)}, bulk.ErrNotInBulk},
		"no whole":          {[]graph.Batch{source, event("event:a", "event:b")}, graph.ErrNotFound},
		"no source":         {[]graph.Batch{event("event:a", "")}, graph.ErrNotFound},
		"changed":           {[]graph.Batch{source, event("event:w", ""), event("event:a", ""), event("event:a", "event:w")}, bulk.ErrNotInBulk},
		"a late tenure":     {[]graph.Batch{source, office, meeting, tenure}, bulk.ErrNotInBulk},
		"an unsound record": {[]graph.Batch{{Sources: []graph.Source{{ID: "source:s"}}}}, graph.ErrBadInput},
	} {
		t.Run(name, func(t *testing.T) {
			writer, err := bulk.New(t.TempDir())
			for _, b := range tt.batches {
				if err == nil {
					_, err = writer.Write(t.Context(), b)
				}
			}
			if err == nil {
				_, err = writer.Close()
			}
			if !errors.Is(err, tt.want) {
				t.Errorf("%v, want %v", err, tt.want)
			}
		})
	}
}

func sameError(a, b error) bool { return fmt.Sprint(a) == fmt.Sprint(b) }
