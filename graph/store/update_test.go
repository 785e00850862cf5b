package store_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/internal/graphtest"
	"demarche/seeds"
)

// What is stored reads back as what was written, to the last field.
func TestStore_records(t *testing.T) {
	want, err := seeds.Read()
	if err != nil {
		t.Fatal(err)
	}
	want.Links = nil // they have no ids
	got, err := graphtest.Seeded(t).Records(t.Context(), want.IDs()...)
	if err != nil {
		t.Fatal(err)
	}
	for i := range want.Figures {
		want.Figures[i].ID = want.Figures[i].Name()
	}
	options := []cmp.Option{
		cmp.Comparer(func(a, b decimal.Decimal) bool { return a.String() == b.String() }),
		cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) }),
		cmp.Comparer(edtf.Date.Equal),
		cmpopts.SortSlices(func(a, b graph.Derivation) bool { return a.Figure < b.Figure }),
		cmpopts.SortSlices(byName[graph.Source]), cmpopts.SortSlices(byName[graph.Country]), cmpopts.SortSlices(byName[graph.Place]),
		cmpopts.SortSlices(byName[graph.Organization]), cmpopts.SortSlices(byName[graph.Post]), cmpopts.SortSlices(byName[graph.Official]),
		cmpopts.SortSlices(byName[graph.Tenure]), cmpopts.SortSlices(byName[graph.Commodity]), cmpopts.SortSlices(byName[graph.Series]),
		cmpopts.SortSlices(byName[graph.Figure]), cmpopts.SortSlices(byName[graph.Event]),
		cmpopts.EquateEmpty(),
	}
	if d := cmp.Diff(want, got, options...); d != "" {
		t.Errorf("%.3000s", d)
	}
}

// byName orders records by their ids.
func byName[T any](a, b T) bool {
	id := func(v any) string { return reflect.ValueOf(v).FieldByName("ID").String() }
	return id(a) < id(b)
}

func statuses(outcomes graph.Outcomes, prefix string) map[string]string {
	out := map[string]string{}
	for _, o := range outcomes {
		text := string(o.Status)
		if o.Field != "" {
			text += " " + o.Field
		}
		out[strings.ReplaceAll(o.ID, prefix, "")] = text
	}
	return out
}

// Rows of several files tell of one event: it gets what each adds, in whichever order, and nothing changes the second
// time.
func TestStore_Update_merge(t *testing.T) {
	for name, order := range map[string][]int{"one way": {0, 1, 2}, "the other": {2, 1, 0}, "again and again": {1, 0, 1, 2, 0}} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, graphtest.Shared(t))
			w.have()
			rows := []graph.Event{
				w.event("talks", graph.Meeting, "2025-09-04", "bob:GUEST", "ann:HOST"),
				w.event("talks", graph.Meeting, "2025-09-04", "cho:COMPANION", "ann:SPEAKER"),
				w.event("talks", graph.Meeting, "2025-09-04", "ann:HOST"),
			}
			rows[0].Summary, rows[1].Summary = "They talked.", "Talks."
			rows[1].Sources[0].Record, rows[1].Sources[0].Mentions = "17", 3
			rows[2].Place = w.id("place", "hall")
			for _, i := range order {
				if _, err := w.s.Update(t.Context(), graph.Update{Merge: graph.Batch{Events: rows[i : i+1]}}); err != nil {
					t.Fatal(err)
				}
			}
			got, err := w.s.Records(t.Context(), rows[0].ID)
			if err != nil {
				t.Fatal(err)
			}
			want := w.event("talks", graph.Meeting, "2025-09-04", "ann:HOST", "bob:GUEST", "cho:COMPANION")
			want.Participants[0].Roles = append(want.Participants[0].Roles, graph.Speaker)
			want.Summary, want.Place = "Talks.", w.id("place", "hall")
			want.Sources = append(want.Sources, graph.Citation{Source: w.id("source", "s"), Record: "17", Mentions: 3})
			if d := cmp.Diff([]graph.Event{want}, got.Events, cmp.Comparer(edtf.Date.Equal)); d != "" {
				t.Error(d)
			}
			outcomes, err := w.s.Update(t.Context(), graph.Update{Merge: graph.Batch{Events: rows}})
			if err != nil || outcomes.Of() != (graph.OutcomeCounts{Unchanged: 1}) {
				t.Errorf("again: %+v, error %v", outcomes, err)
			}
			w.sound()
		})
	}
}

// What cannot be written is rejected, with what needs it, and the rest is written.
func TestStore_Update_rejects(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	w.have(w.event("before", graph.Meeting, "2025-09-01", "ann:HOST"), w.event("after", graph.Meeting, "2025-09-10", "ann:HOST"))
	prefix := w.name + "-"
	var u graph.Update
	add := func(name, on string, change func(*graph.Event), participants ...string) {
		e := w.event(name, graph.Meeting, on, participants...)
		if change != nil {
			change(&e)
		}
		u.Put.Events = append(u.Put.Events, e)
	}
	add("good", "2025-09-05", nil, "ann:HOST", "bob:GUEST")
	add("untitled", "2025-09-05", func(e *graph.Event) { e.Title = "" })
	add("with nobody", "2025-09-05", nil, "nobody:HOST")
	u.Put.Events[2].ID = w.id("event", "nobody")
	add("nowhere", "2025-09-05", func(e *graph.Event) { e.Place = w.id("place", "atlantis") })
	add("part", "2025-09-05", func(e *graph.Event) { e.PartOf = w.id("event", "untitled") })
	add("ring", "2025-09-05", func(e *graph.Event) { e.PartOf = w.id("event", "gnir") })
	add("gnir", "2025-09-05", func(e *graph.Event) { e.PartOf = w.id("event", "ring") })
	u.Put.Links = []graph.Link{
		{From: w.id("event", "after"), To: w.id("event", "before"), Sources: w.cite()},
		{From: w.id("event", "before"), To: w.id("event", "good"), Sources: w.cite()},
	}
	u.Ensure.Officials = []graph.Official{w.official("ann", "country:RUS"), w.official("dan", "country:RUS"), {ID: w.id("official", "eve"), Name: "eve"}}
	outcomes, err := w.s.Update(t.Context(), u)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"event:good": "CREATED", "event:untitled": "REJECTED title", "event:nobody": "REJECTED participants[0]", "event:nowhere": "REJECTED place",
		"event:part": "REJECTED partOf", "event:ring": "REJECTED partOf", "event:gnir": "REJECTED partOf",
		"event:after → event:before": "REJECTED to", "event:before → event:good": "CREATED",
		"official:dan": "CREATED", "official:eve": "REJECTED sources", // and ann is left alone, and not told of
	}
	if d := cmp.Diff(want, statuses(outcomes, prefix)); d != "" {
		t.Error(d)
	}
	same(t, "ann's country", w.column("MATCH (:Official {id: $given.p0})-[:OF_COUNTRY]->(c) RETURN c.id AS x", w.id("official", "ann")), "country:CHN")

	// An event whose new date contradicts a link is rejected, and stays as it was.
	late := w.event("before", graph.Meeting, "2026", "ann:HOST")
	outcomes, err = w.s.Update(t.Context(), graph.Update{Put: graph.Batch{Events: []graph.Event{late}}})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string]string{"event:before": "REJECTED date"}, statuses(outcomes, prefix)); d != "" {
		t.Error(d)
	}
	w.sound()
}
