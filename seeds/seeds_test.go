package seeds

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
)

func seedGraph(t *testing.T) graph.Batch {
	t.Helper()
	b, err := Read()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestRead(t *testing.T) {
	b := seedGraph(t)
	if err := Check(b); err != nil {
		t.Fatal(err)
	}
	for _, s := range b.Sources {
		if s.URL != "" {
			t.Errorf("%s has the address %s, but none is known", s.ID, s.URL)
		}
	}
	cited := map[string]bool{}
	for _, e := range b.Events {
		for _, c := range e.Sources {
			cited[c.Source] = true
		}
	}
	for _, want := range []string{"source:article-2025-10", "source:xinhua-2025-10", "source:headlines-2026-02", "source:seed-notes"} {
		if !cited[want] {
			t.Errorf("no event cites %s", want)
		}
	}
	var present, former bool
	for _, c := range b.Countries {
		present = present || c.ID == "country:PRK" && c.ISO2 == "KP" && c.M49 == 408
		former = former || c.ID == "country:SUHH" && c.ValidTo.String() == "1991-12-26"
	}
	if !present || !former || len(b.Countries) < 250 {
		t.Errorf("%d countries; North Korea there: %t, the Soviet Union: %t", len(b.Countries), present, former)
	}
}

func TestRead_OfficeOfEveryState(t *testing.T) {
	// A country takes part through an official only if a tenure says so.
	b := seedGraph(t)
	tenures := map[string][]graph.Tenure{}
	for _, tenure := range b.Tenures {
		tenures[tenure.Official] = append(tenures[tenure.Official], tenure)
	}
	private := map[string]bool{"official:clay-fuller": true, "official:robert-friedland": true, "official:peter-mandelson": true, "official:yoon-suk-yeol": true}
	for _, e := range b.Events {
		for _, p := range e.Participants {
			if !strings.HasPrefix(p.Actor, "official:") || private[p.Actor] {
				continue
			}
			held := false
			for _, tenure := range tenures[p.Actor] {
				held = held || e.Date.Inside(tenure.Dates)
			}
			if !held {
				t.Errorf("%s holds no office at %s", p.Actor, e.ID)
			}
		}
	}
}

func TestReadFiles_Scalars(t *testing.T) {
	const text = `
# Dates stay text, however they look.
events:
  - id: event:a
    date: 2025-09-04
  - {id: event:b, date: 2025}
  - id: event:c
    date: "2025-09-02/2025-09-04"
  - id: event:d
    date: 2025-10?
tenures:
  - id: tenure:a
    dates: 2012-11-15/..
figures:
  - series: series:x
    period: 2025-09
    value: 228100000
    quantum: 0.10
  - series: series:x
    period: 2025
`
	b, at, err := readFiles(fstest.MapFS{"a.yaml": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	got := []string{
		b.Tenures[0].Dates.String(),
		b.Figures[0].Value.String(),
		b.Figures[0].Quantum.String(),
		b.Figures[0].ID,
		b.Figures[1].ID,
	}
	for _, e := range b.Events {
		got = append(got, e.Date.String())
	}
	want := []string{
		"2012-11-15/..", "228100000", "0.1", "figure:x:2025-09", "figure:x:2025",
		"2025-09-04", "2025", "2025-09-02/2025-09-04", "2025-10?",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"a.yaml:6"}, at["event:b"]); diff != "" {
		t.Errorf("place of event:b (-want +got):\n%s", diff)
	}
}

func TestReadFiles_Broken(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"unknown field":    {"events:\n  - id: event:a\n    datum: 2025\n", `bad.yaml:3: unknown field "datum"`},
		"unknown type":     {"happenings:\n  - id: event:a\n", `bad.yaml:1: unknown field "happenings"`},
		"bad date":         {"events:\n  - id: event:a\n    date: 2025\n  - id: event:b\n    date: 2025-13\n", `bad.yaml:4: bad date "2025-13"`},
		"bad number":       {"figures:\n  - period: 2025\n    value: many\n", `bad.yaml:2: error decoding string 'many'`},
		"text for number":  {"figures:\n  - period: 2025\n    rank: first\n", `bad.yaml:3: cannot unmarshal`},
		"key twice":        {"events:\n  - id: event:a\n    id: event:b\n", `bad.yaml:3: mapping key "id" already defined`},
		"not YAML":         {"events:\n  - id: [a\n", `bad.yaml:2: `},
		"no list":          {"events: none\n", `bad.yaml:1: events is not a list`},
		"no mapping":       {"- id: a\n", `bad.yaml:1: a file is a mapping`},
		"second document":  {"events:\n  - id: event:a\n---\nevents:\n  - id: event:b\n", `bad.yaml:4: a file holds one document`},
		"code as a number": {"commodities:\n  - id: commodity:HS-0207\n    code: 0207\n", `bad.yaml:3: put 0207 in quotes`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			good := &fstest.MapFile{Data: []byte("officials:\n  - id: official:a\n")}
			_, _, err := readFiles(fstest.MapFS{"bad.yaml": {Data: []byte(tt.text)}, "good.yaml": good})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

func TestReadFiles_AllErrors(t *testing.T) {
	_, _, err := readFiles(fstest.MapFS{
		"a.yaml": {Data: []byte("events:\n  - id: event:a\n    x: 1\n  - id: event:b\n    y: 1\n")},
		"b.yaml": {Data: []byte("events:\n  - id: event:c\n    date: soon\n")},
	})
	for _, want := range []string{"a.yaml:3:", "a.yaml:5:", "b.yaml:2:"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

type fakeWriter struct {
	got graph.Batch
	err error
}

func (w *fakeWriter) Write(_ context.Context, b graph.Batch) (graph.Outcomes, error) {
	w.got = b
	return graph.Outcomes{{Kind: "events", Status: graph.Created}}, w.err
}

func TestLoad(t *testing.T) {
	var w fakeWriter
	outcomes, err := Load(t.Context(), &w)
	if err != nil {
		t.Fatal(err)
	}
	if len(w.got.Events) == 0 || outcomes.Of() != (graph.OutcomeCounts{Created: 1}) {
		t.Errorf("%d events were written, and became %+v", len(w.got.Events), outcomes)
	}
	down := errors.New("down")
	if _, err := Load(t.Context(), &fakeWriter{err: down}); !errors.Is(err, down) {
		t.Errorf("error %v, want one that wraps the writer's", err)
	}
}

func TestLoad_WritesNothingWrong(t *testing.T) {
	var w fakeWriter
	broken := fstest.MapFS{"a.yaml": {Data: []byte("sources:\n  - {id: source:iso-3166, title: ISO 3166}\n")}}
	_, err := load(t.Context(), broken, &w) // XKX cites the seed notes
	if err == nil || !strings.Contains(err.Error(), "country:XKX: sources[0].source: source:seed-notes is not known") {
		t.Errorf("error %v", err)
	}
	if len(w.got.Sources) > 0 {
		t.Error("it was written all the same")
	}
}
