package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/internal/graphtest"
)

func TestStore_Write_tally(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	b := w.people()
	b.Events = []graph.Event{
		w.event("talks", graph.Meeting, "2025-09-04", "ann:HOST", "bob:GUEST"),
		w.event("call", graph.Message, "2025-09-05", "ann:SENDER", "bob:RECIPIENT"),
	}
	b.Links = []graph.Link{{From: b.Events[0].ID, To: b.Events[1].ID, Basis: "They agreed to call.", Sources: w.cite()}}
	outcomes := w.write(b)
	for kind, want := range map[string]graph.OutcomeCounts{ // countries and sources are other tests' too
		"places": {Created: 1}, "organizations": {Created: 1}, "posts": {Created: 1}, "officials": {Created: 3}, "tenures": {Created: 1},
		"events": {Created: 2}, "links": {Created: 1}, "commodities": {}, "series": {}, "figures": {},
	} {
		if got := outcomes.Of(kind); got != want {
			t.Errorf("%s: %+v, want %+v", kind, got, want)
		}
	}

	before := w.column("MATCH (n)-[r]->(m) WHERE n.id CONTAINS $given.p0 OR m.id CONTAINS $given.p0 RETURN count(r) + sum(coalesce(n.revision, 0)) AS x", w.name)
	if again := w.write(b).Of(); again.Created+again.Updated > 0 {
		t.Errorf("again: %+v", again)
	}
	if d := cmp.Diff(before, w.column("MATCH (n)-[r]->(m) WHERE n.id CONTAINS $given.p0 OR m.id CONTAINS $given.p0 RETURN count(r) + sum(coalesce(n.revision, 0)) AS x", w.name)); d != "" {
		t.Error("writing again changed the graph:", d)
	}

	b.Events[1].Title = "A call"
	b.Links[0].Basis = "It was agreed."
	outcomes = w.write(b)
	if outcomes.Of("events") != (graph.OutcomeCounts{Updated: 1, Unchanged: 1}) || outcomes.Of("links") != (graph.OutcomeCounts{Updated: 1}) {
		t.Errorf("after a correction: %+v", outcomes)
	}
	w.sound()
}

func TestStore_Write_anyOrder(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	b := w.people()
	part := w.event("part", graph.Meeting, "2025-09-04", "ann:HOST", "bob:GUEST")
	part.PartOf = w.id("event", "whole")
	b.Events = []graph.Event{part, w.event("whole", graph.Visit, "2025-09-02/2025-09-05", "bob:GUEST")}
	b.Commodities = []graph.Commodity{
		{ID: "commodity:HS-150790", Classification: "HS", Code: "150790", Description: "Refined", Parent: "commodity:HS-1507", Sources: w.cite()},
		{ID: "commodity:HS-1507", Classification: "HS", Code: "1507", Description: "Soya-bean oil", Parent: "commodity:HS-15", Sources: w.cite()},
		{ID: "commodity:HS-15", Classification: "HS", Code: "15", Description: "Fats", Sources: w.cite()},
	}
	series := graph.Series{
		ID: "series:CHN-PRK-HS1507-EXPORT-M-FOB-USD-" + w.name, Reporter: "country:CHN", Partner: "country:PRK", Flow: "EXPORT",
		Commodity: "commodity:HS-1507", Frequency: "MONTHLY", Valuation: "FOB", Currency: "USD", Publisher: w.name, Sources: w.cite(),
	}
	b.Series = []graph.Series{series}
	b.Figures = []graph.Figure{
		{Series: series.ID, Period: "2024-09", Basis: "DERIVED", Sources: w.cite(), DerivedFrom: []graph.Derivation{{Figure: graph.FigureID(series.ID, "2025-09"), By: "YOY"}}},
		{Series: series.ID, Period: "2025-09", Basis: "REPORTED", Sources: w.cite(), Value: num(t, "2"), YoY: &graph.Percent{Value: 1, Quantum: 1}},
	}
	b.Events[0].About = []string{graph.FigureID(series.ID, "2025-09"), series.ID, "commodity:HS-1507", "country:PRK", w.id("official", "bob")}
	w.write(b)

	for what, want := range map[string]string{
		"MATCH (:Event {id: 'event:%[1]s-part'})-[:PART_OF]->(n) RETURN n.id AS x":                                                              "event:whole",
		"MATCH (:Commodity {code: '150790'})-[:PART_OF]->(:Commodity)-[:PART_OF]->(n) RETURN n.id AS x":                                         "commodity:HS-15",
		"MATCH (n:TradeFigure {period: '2024-09'})-[:DERIVED_FROM]->(m)-[:IN_SERIES]->(:TradeSeries {publisher: '%[1]s'}) RETURN m.period AS x": "2025-09",
		"MATCH (:Event {id: 'event:%[1]s-part'})-[:ABOUT]->(n) RETURN count(n) AS x":                                                            "5",
		"MATCH (e:Event {id: 'event:%[1]s-part'}) RETURN e.root AS x":                                                                           "event:whole",
	} {
		if strings.Contains(what, "%") {
			what = fmt.Sprintf(what, w.name)
		}
		if got := w.column(what); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %v, want %s", what, got, want)
		}
	}
	w.sound()
}

func TestStore_Write_missing(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	w.have()
	part := w.event("part", graph.Meeting, "2025-09-04")
	part.PartOf = w.id("event", "nowhere")
	tests := map[string]struct {
		batch graph.Batch
		names [2]string
	}{
		"actor": {graph.Batch{Events: []graph.Event{w.event("talks", graph.Meeting, "2025-09-04", "ann:HOST", "nobody:GUEST")}}, [2]string{"event:talks", "official:nobody"}},
		"whole": {graph.Batch{Events: []graph.Event{part}}, [2]string{"event:part", "event:nowhere"}},
		"source": {
			graph.Batch{Places: []graph.Place{{ID: w.id("place", "p"), Name: "P", Sources: []graph.Citation{{Source: w.id("source", "none")}}}}},
			[2]string{"place:p", "source:none"},
		},
		"link": {graph.Batch{Links: []graph.Link{{From: w.id("event", "x"), To: w.id("event", "y"), Sources: w.cite()}}}, [2]string{"event:x → ", "event:"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			b := tt.batch
			b.Sources = append(b.Sources, graph.Source{ID: w.id("source", name), Title: "Not to be written"})
			tally, err := w.s.Write(t.Context(), b)
			if !errors.Is(err, graph.ErrNotFound) || tally != nil {
				t.Fatalf("tally %v, error %v, want one that wraps ErrNotFound", tally, err)
			}
			text := strings.ReplaceAll(err.Error(), w.name+"-", "")
			if !strings.Contains(text, tt.names[0]) || !strings.Contains(text, tt.names[1]) {
				t.Errorf("error %q does not name %v", text, tt.names)
			}
			if got := w.column("MATCH (n:Source {id: $given.p0}) RETURN n.id AS x", w.id("source", name)); len(got) > 0 {
				t.Errorf("%v was written", got)
			}
		})
	}
	if got := w.stored(); len(got) > 0 {
		t.Errorf("%v was written", got)
	}
}

func TestStore_Write_bad(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	w.have()
	bad := func(change func(e *graph.Event)) graph.Batch {
		e := w.event("talks", graph.Meeting, "2025-09-04", "ann:HOST", "bob:GUEST")
		change(&e)
		return graph.Batch{Events: []graph.Event{e}}
	}
	self := w.event("self", graph.Meeting, "2025-09-04")
	self.PartOf = self.ID
	tests := []struct {
		batch graph.Batch
		want  string
	}{
		{bad(func(e *graph.Event) { e.ID = "" }), ": id: it does not begin with event:"},
		{bad(func(e *graph.Event) { e.ID = w.id("official", "talks") }), "official:talks: id: it does not begin with event:"},
		{bad(func(e *graph.Event) { e.Sources = nil }), "event:talks: sources: a record needs at least one source"},
		{bad(func(e *graph.Event) { e.Kind = "PARTY" }), "event:talks: kind: "},
		{bad(func(e *graph.Event) { e.Date = edtf.Date{} }), "event:talks: date: "},
		{bad(func(e *graph.Event) { e.Participants[1].Roles = []graph.Role{"PILOT"} }), "event:talks: participants[1].roles: "},
		{bad(func(e *graph.Event) { e.Participants[1].Actor = e.Participants[0].Actor }), "event:talks: participants[1].actor: "},
		{bad(func(e *graph.Event) { e.Participants[1].Actor = w.id("place", "hall") }), "event:talks: participants[1].actor: "},
		{graph.Batch{Events: []graph.Event{self}}, "event:self: partOf: the event is a part of itself"},
		{graph.Batch{Links: []graph.Link{{From: w.id("event", "x"), To: w.id("event", "y")}}}, "event:x → event:y: sources: "},
	}
	for _, tt := range tests {
		t.Run(tt.want, func(t *testing.T) {
			tally, err := w.s.Write(t.Context(), tt.batch)
			if !errors.Is(err, graph.ErrBadInput) || tally != nil || !strings.Contains(strings.ReplaceAll(err.Error(), w.name+"-", ""), tt.want) {
				t.Errorf("tally %v, error %v, want one that wraps ErrBadInput with %q", tally, err, tt.want)
			}
		})
	}
	if got := w.stored(); len(got) > 0 {
		t.Errorf("%v was written", got)
	}
}

func TestStore_Write_revisions(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	talks := w.event("talks", graph.Meeting, "2025-09-04", "ann:HOST", "bob:GUEST")
	w.have(talks)
	talks.Date, talks.Place = date(t, "2025-09-05"), w.id("place", "hall")
	talks.Participants = talks.Participants[:1]
	w.write(graph.Batch{Events: []graph.Event{talks}})
	talks.Title = "Talks in the hall"
	w.write(graph.Batch{Events: []graph.Event{talks}})
	const told = `MATCH (v:Revision {of: $given.p0}) UNWIND range(0, size(v.fields) - 1) AS i
		RETURN v.number + ' ' + v.fields[i] + ': ' + v.before[i] + ' → ' + v.after[i] AS x`
	want := []string{
		"1 date: 2025-09-04 → 2025-09-05",
		"1 participants: official:ann (HOST); official:bob (GUEST) → official:ann (HOST)",
		"1 place:  → place:hall",
		"2 title: talks → Talks in the hall",
	}
	if d := cmp.Diff(want, w.column(told, talks.ID)); d != "" {
		t.Error(d)
	}
	if got := w.column("MATCH (v:Revision {of: $given.p0})-[:SOURCED_FROM]->(x) RETURN DISTINCT x.id AS x", talks.ID); !slices.Equal(got, []string{"source:s"}) {
		t.Errorf("the revisions are sourced from %v", got)
	}
	// One value was believed until the next was.
	if got := w.column(`MATCH (e:Event {id: $given.p0}), (a:Revision {of: e.id, number: 1}), (b:Revision {of: e.id, number: 2})
		RETURN a.believedFrom = e.recordedAt AND a.believedTo = b.believedFrom AND b.believedTo = e.believedFrom AND e.revision = 3 AS x`, talks.ID); !slices.Equal(got, []string{"true"}) {
		t.Errorf("the intervals of belief do not follow one another: %v", got)
	}

	ann := w.official("ann", "country:CHN")
	for _, name := range []string{"Ann Li", "Anne Li"} {
		ann.Name = name
		w.write(graph.Batch{Officials: []graph.Official{ann}})
	}
	if d := cmp.Diff([]string{"1 name: ann → Ann Li", "2 name: Ann Li → Anne Li"}, w.column(told, ann.ID)); d != "" {
		t.Error("of an official:", d)
	}
	w.sound()
}

func TestStore_Write_againstTime(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	first, second := w.event("first", graph.Meeting, "2025-09-04"), w.event("second", graph.Meeting, "2025-09-05")
	w.have(first, second)
	refused := func(b graph.Batch) {
		t.Helper()
		if _, err := w.s.Write(t.Context(), b); !errors.Is(err, graph.ErrBadInput) || !strings.Contains(err.Error(), "goes against time") {
			t.Errorf("error %v, want one that wraps ErrBadInput", err)
		}
	}
	refused(graph.Batch{Links: []graph.Link{{From: second.ID, To: first.ID, Sources: w.cite()}}})
	w.write(graph.Batch{Links: []graph.Link{{From: first.ID, To: second.ID, Sources: w.cite()}}})
	for _, e := range []graph.Event{first, second} {
		e.Date = map[string]edtf.Date{first.ID: date(t, "2025-10"), second.ID: date(t, "2024")}[e.ID]
		refused(graph.Batch{Events: []graph.Event{e}})
	}
	w.sound()
}

func TestStore_Write_partOfItself(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	a, b := w.event("a", graph.Visit, "2025"), w.event("b", graph.Visit, "2025")
	b.PartOf = a.ID
	w.have(a, b)
	a.PartOf = b.ID
	_, err := w.s.Write(t.Context(), graph.Batch{Events: []graph.Event{a}})
	if !errors.Is(err, graph.ErrBadInput) || !strings.Contains(err.Error(), "part of itself") {
		t.Fatalf("error %v, want one that wraps ErrBadInput", err)
	}
	// The root of all changes with one more whole around them, until there are too many.
	name := func(i int) string { return fmt.Sprintf("n%d", i) }
	inner := w.event(name(0), graph.Visit, "2025")
	w.write(graph.Batch{Events: []graph.Event{inner}})
	for i := 1; i <= 21; i++ {
		whole := w.event(name(i), graph.Visit, "2025")
		part := w.event(name(i-1), graph.Visit, "2025")
		part.PartOf = whole.ID
		_, err := w.s.Write(t.Context(), graph.Batch{Events: []graph.Event{whole, part}})
		if i > 20 {
			if !errors.Is(err, graph.ErrBadInput) {
				t.Errorf("%d wholes: error %v, want one that wraps ErrBadInput", i, err)
			}
			continue
		}
		if got := w.column("MATCH (e:Event {id: $given.p0}) RETURN e.root AS x", inner.ID); err != nil || got[0] != "event:"+name(i) {
			t.Fatalf("%d wholes: root %v, error %v", i, got, err)
		}
	}
	w.sound()
}

func TestStore_Write_cancelled(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	w.have()
	var b graph.Batch
	for i := range 400 {
		b.Events = append(b.Events, w.event(fmt.Sprintf("e%d", i), graph.Meeting, "2025-09-04", "ann:HOST", "bob:GUEST"))
	}
	for _, after := range []time.Duration{0, 30 * time.Millisecond, 100 * time.Millisecond} {
		ctx, cancel := context.WithTimeout(t.Context(), after)
		_, err := w.s.Write(ctx, b)
		cancel()
		if err == nil {
			t.Logf("the batch was written within %s", after)
			break
		}
		// The next write waits for the lock of the cancelled one.
		w.write(graph.Batch{Places: []graph.Place{{ID: w.id("place", "p"), Name: after.String(), Sources: w.cite()}}})
		if got := w.stored(); len(got) > 0 {
			t.Fatalf("cancelled after %s: %d events were written", after, len(got))
		}
	}
	w.write(b)
	w.sound()
}

func num(tb testing.TB, text string) *decimal.Decimal {
	tb.Helper()
	d, err := decimal.NewFromString(text)
	if err != nil {
		tb.Fatal(err)
	}
	return &d
}
