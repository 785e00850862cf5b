package export_test

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"demarche/export"
	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/proposal"
	"demarche/graph/store"
	"demarche/ingest"
	"demarche/internal/graphtest"
	"demarche/internal/synthetic"
)

func TestMain(m *testing.M) { graphtest.Main(m) }

// exported is what a format writes for some parameters.
func exported(tb testing.TB, s *store.Store, format, parameters string) string {
	tb.Helper()
	var out bytes.Buffer
	f, r := asked(tb, format, parameters)
	if err := f.Write(tb.Context(), s, r, &out); err != nil {
		tb.Fatal(err)
	}
	return out.String()
}

func asked(tb testing.TB, format, parameters string) (export.Format, export.Request) {
	tb.Helper()
	f, err := export.FormatNamed(format)
	if err != nil {
		tb.Fatal(err)
	}
	values, err := url.ParseQuery(parameters)
	if err != nil {
		tb.Fatal(err)
	}
	r, err := f.Parse(values)
	if err != nil {
		tb.Fatal(err)
	}
	return f, r
}

// imported imports a text, and fails the test unless all its rows are new.
func imported(tb testing.TB, s *store.Store, format, name, text string) ingest.Result {
	tb.Helper()
	return ingested(tb, s, name, text, ingest.Options{Format: format})
}

// ingested imports a text.
func ingested(tb testing.TB, s *store.Store, name, text string, o ingest.Options) ingest.Result {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		tb.Fatal(err)
	}
	result, err := ingest.File(tb.Context(), s, path, o)
	if err != nil {
		tb.Fatal(err)
	}
	return result
}

// same fails the test at the first line in which two texts differ.
func same(tb testing.TB, want, got string) {
	tb.Helper()
	if want == got {
		return
	}
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			tb.Fatalf("line %d is\n%s\nand not\n%s", i+1, b[i], a[i])
		}
	}
	tb.Fatalf("%d lines, not %d", len(b), len(a))
}

// What is exported of a graph makes the same graph: of generated events, which come with the seed graph, and of all
// that these lack.
func TestJSONL_Lossless(t *testing.T) {
	const events = 1100 // more than one page of them
	args, err := synthetic.Files(t.Context(), t.TempDir(), events)
	if err != nil {
		t.Fatal(err)
	}
	s := graphtest.Imported(t, args)
	imported(t, s, "quadruples", "icews.tsv", "Kim Jong-Un\tMake a visit\tChina\t2018-03-25\n")
	if _, err := s.Write(t.Context(), rarities(t)); err != nil {
		t.Fatal(err)
	}
	decided(t, s)
	first := exported(t, s, "jsonl", "")
	for _, part := range []string{
		`"sha256":`, `"quote":"<They> say so & more"`, `"record":"17","mentions":3`, `"confidence":0.5`, `"basis":"=cause"`, `"derivedFrom":`,
		`{"type":"link","from":"event:a-part"`, `"title":"=1+1"`,
		`{"type":"merge","id":"merge:bench-8:1","keep":"official:bench-7","merged":"official:bench-8","name":"Official 8","at":"20`, `"merged":"official:bench-7","name":`,
		`"undoneAt":"20`, `{"type":"revision","id":"revision:event:b-part:1","of":"event:b-part","number":1,"changes":[{"field":"title","before":"=1+1","after":"B"}],"believedFrom":"20`,
		`{"type":"retraction","id":"retraction:event:b-part:1","of":"event:b-part","reason":"It was never said","at":"20`, `"id":"retraction:tenure:xi-jinping-president-2013:1"`, `"id":"retraction:figure:`,
		`{"type":"decision","id":"decision:event:bench-31:1","kind":"SAME","event":"event:bench-31","other":"event:bench-30","reason":"one happening","at":"20`,
		`"kind":"WITHIN","event":"event:bench-30","other":"event:bench-33"`, `{"type":"event","id":"event:bench-32"`,
		`"id":"event:a-part","kind":"MEETING","title":"=1+1","date":"2020-05-04","partOf":"event:b-part"`,
	} {
		if !strings.Contains(first, part) {
			t.Error("the export lacks", part)
		}
	}
	again := graphtest.Fresh(t)
	r := imported(t, again, "events", "all.jsonl", first)
	if n := strings.Count(first, "\n"); r.Created != n || r.Rows != n {
		text, _ := os.ReadFile(r.Rejects)
		t.Errorf("of %d lines %d were created, %d updated and %d rejected\n%.2000s", n, r.Created, r.Updated, r.Rejected, text)
	}
	same(t, first, exported(t, again, "jsonl", ""))
	sound(t, again)
	referred(t, first)

	t.Run("twice", func(t *testing.T) {
		if r := imported(t, again, "events", "all.jsonl", first); r.Unchanged != r.Rows {
			text, _ := os.ReadFile(r.Rejects)
			t.Errorf("%+v\n%.2000s", r, text)
		}
		same(t, first, exported(t, again, "jsonl", ""))
	})
	t.Run("nothing that was retracted", func(t *testing.T) {
		asked := []string{
			"jsonl?topLevel=false", "jsonl?actors=country:CHN", "csv?what=events", "csv?what=participations", "csv?what=officials", "csv?what=memberships", "csv?what=figures",
			"csv?what=figures&kinds=TRADE_RELEASE", "graphml?around=official:Q15031", "gexf?around=country:CHN", "cytoscape?around=country:PRK",
		}
		for _, ask := range asked {
			format, parameters, _ := strings.Cut(ask, "?")
			text := exported(t, s, format, parameters)
			for _, id := range retracted {
				if regexp.MustCompile(regexp.QuoteMeta(id) + `[^0-9]`).MatchString(text) {
					t.Errorf("%s has %s", ask, id)
				}
			}
		}
	})
	t.Run("what was decided later", func(t *testing.T) {
		undecided(t, s)
		later := exported(t, s, "jsonl", "")
		if r := imported(t, again, "events", "later.jsonl", later); r.Rejected > 0 || r.Updated < 4 {
			text, _ := os.ReadFile(r.Rejects)
			t.Errorf("%+v\n%.2000s", r, text)
		}
		same(t, later, exported(t, again, "jsonl", ""))
		sound(t, again)
		if r := imported(t, again, "events", "all.jsonl", first); r.Rejected < 4 || r.Created > 0 { // it is known to be undone
			t.Errorf("%+v", r)
		}
		same(t, later, exported(t, again, "jsonl", ""))
	})

	t.Run("CSV of events", func(t *testing.T) {
		r := imported(t, again, "events", "events.csv", exported(t, again, "csv", ""))
		if r.Created+r.Rejected > 0 || r.Rows < events || r.Unchanged < r.Rows*9/10 {
			text, _ := os.ReadFile(r.Rejects)
			t.Errorf("%+v\n%.2000s", r, text)
		}
		b, err := again.RecordsOf(t.Context(), []string{"event:zz-whole"}, false)
		if err != nil || len(b.Events) != 1 || b.Events[0].Title != "=1+1" {
			t.Errorf("%+v, %v", b.Events, err)
		}
	})
	t.Run("of some events", func(t *testing.T) {
		some := exported(t, s, "jsonl", "actors=official:bench-3&from=2008&to=2017")
		if n := strings.Count(some, `"type":"event"`); n < 10 || n > 1000 {
			t.Errorf("%d events", n)
		}
		referred(t, some)
		for line := range strings.Lines(some) {
			if !strings.Contains(first, line) {
				t.Fatalf("the export of everything lacks %s", line)
			}
		}
	})
}

// decided makes of a graph one in which officials are merged into merged ones, merges and retractions are undone, and
// corrected records of each type are retracted.
func decided(t *testing.T, s *store.Store) {
	t.Helper()
	ctx, said := t.Context(), proposal.SourceInput{Title: "An obituary", Quote: "the same"}
	merge := func(keep, merged string) {
		if _, err := s.Merge(ctx, keep, merged, said, true); err != nil {
			t.Fatal(err)
		}
	}
	merge("official:bench-5", "official:bench-6")
	undo(t, s, "official:bench-6")
	merge("official:bench-7", "official:bench-8")
	merge("official:bench-9", "official:bench-7") // bench-8 now means bench-7
	merge("official:bench-4", "official:bench-6")
	whole := rarities(t)
	whole.Events[1].Title = "B"
	if _, err := s.Write(ctx, whole); err != nil {
		t.Fatal(err)
	}
	for _, with := range []string{"event:bench-31", "event:bench-32"} {
		if _, err := s.MergeEvents(ctx, "event:bench-30", with, "one happening", said, true); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Nest(ctx, "event:bench-30", "event:bench-33", "", said); err != nil {
		t.Fatal(err)
	}
	retract(t, s, "event:z-part")
	if _, err := s.UndoRetract(ctx, []string{"event:z-part"}); err != nil {
		t.Fatal(err)
	}
	retract(t, s, retracted...)
	sound(t, s)
}

// undecided undoes all that.
func undecided(t *testing.T, s *store.Store) {
	t.Helper()
	for _, id := range []string{"decision:event:bench-32:1", "decision:event:bench-31:1", "decision:event:bench-30:1"} {
		if err := s.UndoDecision(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	undo(t, s, "official:bench-7")
	undo(t, s, "official:bench-8")
	back, err := s.UndoRetract(t.Context(), retracted)
	for i, o := range back {
		if o.Status != graph.Updated {
			t.Fatal(retracted[i], o.Status)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

// retracted is a record of each type that can be retracted: the figure is one that another was derived from.
var retracted = []string{
	"event:b-part", "event:bench-17", "figure:CHN-PRK-TOTAL-EXPORT-M-FOB-USD-gacc:2025-09", "tenure:xi-jinping-president-2013",
}

func retract(t *testing.T, s *store.Store, ids ...string) {
	t.Helper()
	out, err := s.Retract(t.Context(), ids, "It was never said", proposal.SourceInput{ID: "source:bench-1"})
	for i, o := range out {
		if o.Status != graph.Updated {
			t.Fatal(ids[i], o.Status)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

func undo(t *testing.T, s *store.Store, merged string) {
	t.Helper()
	if err := s.UndoMerge(t.Context(), merged); err != nil {
		t.Fatal(err)
	}
}

// sound fails the test where something derived is not as it should be.
func sound(t *testing.T, s *store.Store) {
	t.Helper()
	if err := s.Check(t.Context(), func(problem string) { t.Error(problem) }); err != nil {
		t.Fatal(err)
	}
}

var anID = regexp.MustCompile(`"((?:source|country|place|org|post|official|tenure|commodity|series|figure|event|merge|revision|retraction|decision):[^"]+)"`)

// referred fails the test where a line names something that stands on no earlier line, or stands on several.
func referred(tb testing.TB, text string) {
	tb.Helper()
	known := map[string]bool{}
	for line := range strings.Lines(text) {
		ids := anID.FindAllStringSubmatch(line, -1)
		if !strings.HasPrefix(line, `{"type":"link"`) {
			if known[ids[0][1]] {
				tb.Errorf("it stands twice: %s", line)
			}
			known[ids[0][1]] = true
		}
		for _, id := range ids {
			if !known[id[1]] {
				tb.Errorf("%s is not on an earlier line: %s", id[1], line)
			}
		}
	}
}

// rarities are records with what no generated one has: parts whose ids come before those of their wholes, links,
// numbers and words of a citation.
func rarities(t *testing.T) graph.Batch {
	t.Helper()
	date, err := edtf.Parse("2020-05-04")
	if err != nil {
		t.Fatal(err)
	}
	cited := []graph.Citation{{Source: "source:bench-1", Quote: "<They> say so & more", Record: "17", Mentions: 3}}
	event := func(id, whole string) graph.Event {
		return graph.Event{ID: id, Kind: graph.Meeting, Title: "=1+1", Date: date, PartOf: whole, Sources: cited}
	}
	half := 0.5
	return graph.Batch{
		Events: []graph.Event{event("event:a-part", "event:b-part"), event("event:b-part", "event:zz-whole"), event("event:zz-whole", ""), event("event:z-part", "event:a-part")},
		Links: []graph.Link{
			{From: "event:a-part", To: "event:zz-whole", Basis: "=cause", Confidence: &half, Sources: []graph.Citation{{Source: "source:bench-2"}, {Source: "source:bench-3", Quote: "so"}}},
			{From: "event:a-part", To: "event:b-part", Sources: []graph.Citation{{Source: "source:bench-2"}}},
		},
	}
}
