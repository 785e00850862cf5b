package store_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/proposal"
	"demarche/internal/graphtest"
)

func (w world) merge(keep, merge string) {
	w.t.Helper()
	if _, err := w.s.Merge(w.t.Context(), w.id("official", keep), w.id("official", merge), proposal.SourceInput{ID: w.id("source", "s"), Quote: "the same"}, true); err != nil {
		w.t.Fatal(err)
	}
	w.sound()
}

func (w world) undo(name string) {
	w.t.Helper()
	if err := w.s.UndoMerge(w.t.Context(), w.id("official", name)); err != nil {
		w.t.Fatal(err)
	}
	w.sound()
}

// everything returns the test's own part of the graph as text. It leaves out merges, retractions, which stay known when
// undone, and the marks of pending resolution.
func (w world) everything(less ...string) []string {
	w.t.Helper()
	return w.everythingBut("Merge", less...)
}

// everythingBut is everything without the nodes of a label.
func (w world) everythingBut(label string, less ...string) []string {
	w.t.Helper()
	less = append(less, "seq")
	leave := func(n string) string {
		return " AND NOT " + n + ":Merge AND NOT " + n + ":Retraction AND NOT " + n + ":" + label +
			" AND NOT (" + n + ":Revision AND 'revision' IN coalesce($given.p1, []))"
	}
	nodes := w.column("MATCH (n) WHERE (coalesce(n.id, '') CONTAINS $given.p0 OR n:Dyad AND n.a CONTAINS $given.p0)"+leave("n")+
		" RETURN [[l IN labels(n) WHERE NOT l IN ['Unsettled', 'Unmatched']], n {.*, seq: null, nameKey: null, believedFrom: CASE WHEN NOT 'believedFrom' IN $given.p1 THEN n.believedFrom END, revision: CASE WHEN NOT 'revision' IN $given.p1 THEN n.revision END}] AS x", w.name, less)
	return append(nodes, w.column("MATCH (a)-[r]->(b) WHERE (coalesce(a.id, a.a) CONTAINS $given.p0 OR coalesce(b.id, b.a) CONTAINS $given.p0)"+leave("a")+
		" RETURN [coalesce(a.id, a.a + a.b), type(r), properties(r), coalesce(b.id, b.a + b.b)] AS x", w.name, less)...)
}

func (w world) about(event string) []string {
	w.t.Helper()
	return w.column("MATCH (:Event {id: $given.p0})-[:ABOUT]->(x) RETURN x.id AS x", w.id("event", event))
}

func (w world) records(ids ...string) graph.Batch {
	w.t.Helper()
	b, err := w.s.Records(w.t.Context(), ids...)
	if err != nil {
		w.t.Fatal(err)
	}
	return b
}

// twins returns people with anna, who may be ann and was minister after her, and dan, who has a name only.
func (w world) twins() graph.Batch {
	b := w.people()
	anna := w.official("anna", "country:CHN")
	anna.NativeName, anna.Aliases = "安娜", []string{"Annie"}
	office := w.tenure("2005/2011")
	office.ID, office.Official = w.id("tenure", "u"), anna.ID
	b.Officials = append(b.Officials, anna, w.official("dan", ""))
	b.Tenures = append(b.Tenures, office)
	visit := w.event("visit", graph.Visit, "2025-09-02/2025-09-05", "bob:GUEST", "ann:HOST")
	talks := w.event("talks", graph.Meeting, "2025-09-04", "bob:GUEST", "anna:HOST")
	talks.PartOf = visit.ID
	dinner := w.event("dinner", graph.Ceremony, "2025-09-04", "anna:GUEST", "bob:HOST", "ann:COMPANION", "dan:SPEAKER")
	dinner.Participants[0].Roles = []graph.Role{graph.Speaker, graph.Guest} // in the source's order
	speech := w.event("speech", graph.Statement, "2010-05", "anna:SPEAKER")
	speech.About = []string{w.id("official", "dan"), w.id("official", "anna"), w.id("official", "ann")}
	b.Events = []graph.Event{visit, talks, dinner, speech, w.event("call", graph.Message, "2011-01", "dan:SENDER", "bob:RECIPIENT")}
	return b
}

func TestStore_Merge(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	b := w.twins()
	w.write(b)
	w.sound()
	before, recorded := w.everything(), w.records(b.IDs()...)
	same(t, "principals before", w.column("MATCH (e:Event {id: $given.p0}) UNWIND e.principals AS pid MATCH (a:Actor {pid: pid}) RETURN a.id AS x", w.id("event", "visit")), "official:anna", "official:bob")

	for range 2 { // the second changes nothing
		w.merge("ann", "anna")
		same(t, "talks", w.took("talks"), "country:CHN OFFICIAL HOST", "country:PRK OFFICIAL GUEST", "official:ann DIRECT HOST", "official:bob DIRECT GUEST")
		same(t, "dinner", w.took("dinner"), "country:CHN OFFICIAL GUEST COMPANION SPEAKER", "country:PRK OFFICIAL HOST",
			"official:ann DIRECT GUEST COMPANION SPEAKER", "official:bob DIRECT HOST", "official:dan DIRECT SPEAKER")
		same(t, "speech", w.took("speech"), "country:CHN OFFICIAL SPEAKER", "official:ann DIRECT SPEAKER")
		same(t, "about", w.about("speech"), "official:ann", "official:dan")
		same(t, "shared", w.shared("ann"), "official:bob 3", "official:dan 1")
		same(t, "principals", w.column("MATCH (e:Event {id: $given.p0}) UNWIND e.principals AS pid MATCH (a:Actor {pid: pid}) RETURN a.id AS x", w.id("event", "visit")), "official:ann", "official:bob")
		same(t, "aliases", w.column("MATCH (a:Official {id: $given.p0}) UNWIND a.aliases AS x RETURN x", w.id("official", "ann")), "Annie", "anna", "安娜")
		same(t, "merges", w.column("MATCH (m:Merge)-[r:SOURCED_FROM]->(s) WHERE m.keep CONTAINS $given.p0 RETURN m.keep + ' ' + m.merged + ' ' + r.quote + ' ' + s.id AS x", w.name), "official:ann official:anna the same source:s")
		if d := cmp.Diff(recorded, w.records(b.IDs()...), cmp.Comparer(edtf.Date.Equal)); d != "" {
			t.Error("records:", d)
		}
	}
	if again := w.write(b).Of(); again.Created+again.Updated > 0 {
		t.Errorf("writing again: %+v", again)
	}
	w.sound()

	// An export has those merged away too, since its records name them.
	officials, err := w.s.IDsAfter(t.Context(), "official:"+w.name, "", 3)
	if d := cmp.Diff([]string{w.id("official", "ann"), w.id("official", "anna"), w.id("official", "bob")}, officials); d != "" || err != nil {
		t.Error(d, err)
	}

	w.merge("cho", "ann")
	same(t, "of a merge of merges", w.took("speech"), "country:CHN OFFICIAL SPEAKER", "official:cho DIRECT SPEAKER")
	w.undo("anna") // before the official that she was merged into
	same(t, "of cho and anna", w.took("dinner"), "country:CHN OFFICIAL COMPANION", "country:PRK OFFICIAL HOST",
		"official:anna DIRECT SPEAKER GUEST", "official:bob DIRECT HOST", "official:cho DIRECT COMPANION", "official:dan DIRECT SPEAKER")
	w.undo("ann")
	if d := cmp.Diff(before, w.everything()); d != "" {
		t.Error("after undoing all:", d)
	}
}

// What is written of somebody who was merged away is written of the one kept, and belongs to the other again
// afterwards.
func TestStore_Merge_writing(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	b := w.twins()
	w.write(b)
	w.merge("ann", "anna")
	later := w.event("later", graph.Meeting, "2025-10", "anna:HOST", "ann:COMPANION", "bob:GUEST")
	later.About = []string{w.id("official", "anna")}
	dinner := b.Events[2]
	dinner.Title = "A dinner"
	anna := b.Officials[3]
	anna.Name = "Anna"
	office := b.Tenures[1]
	office.Dates = date(t, "2004/2011")
	change := graph.Batch{
		Events:    []graph.Event{later, dinner},
		Officials: []graph.Official{anna},
		Tenures:   []graph.Tenure{office},
	}
	if got := w.write(change).Of(); got != (graph.OutcomeCounts{Created: 1, Updated: 3}) {
		t.Errorf("%+v", got)
	}
	if got := w.write(change).Of(); got != (graph.OutcomeCounts{Unchanged: 4}) {
		t.Errorf("again: %+v", got)
	}
	w.sound()
	same(t, "later", w.took("later"), "country:CHN OFFICIAL HOST COMPANION", "country:PRK OFFICIAL GUEST", "official:ann DIRECT HOST COMPANION", "official:bob DIRECT GUEST")
	same(t, "about", w.about("later"), "official:ann")
	same(t, "aliases", w.column("MATCH (a:Official {id: $given.p0}) UNWIND a.aliases AS x RETURN x", w.id("official", "ann")), "Anna", "Annie", "安娜")
	same(t, "corrections", w.column("MATCH (v:Revision) WHERE v.of CONTAINS $given.p0 UNWIND v.fields AS x RETURN v.of + ' ' + x AS x", w.name),
		"event:dinner title", "official:anna name", "tenure:u date")

	w.undo("anna")
	same(t, "later, undone", w.took("later"), "country:CHN OFFICIAL COMPANION", "country:PRK OFFICIAL GUEST", "official:ann DIRECT COMPANION", "official:anna DIRECT HOST", "official:bob DIRECT GUEST")
	// The graph is the one in which they were never merged.
	for i, e := range b.Events {
		if e.ID == dinner.ID {
			b.Events[i] = dinner
		}
	}
	b.Officials[3], b.Tenures[1], b.Events = anna, office, append(b.Events, later)
	if got := w.write(b).Of(); got.Created+got.Updated > 0 {
		t.Errorf("all of it again: %+v", got)
	}
}

func TestStore_Merge_refused(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	w.write(w.twins())
	source := proposal.SourceInput{ID: w.id("source", "s")}
	try := func(what, keep, merge string, in proposal.SourceInput, want error) {
		t.Helper()
		if _, err := w.s.Merge(t.Context(), w.id("official", keep), w.id("official", merge), in, false); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", what, err, want)
		}
	}
	try("into nobody", "nobody", "ann", source, graph.ErrNotFound)
	try("nobody", "ann", "nobody", source, graph.ErrNotFound)
	try("into oneself", "ann", "ann", source, graph.ErrBadInput)
	try("no such source", "ann", "anna", proposal.SourceInput{ID: w.id("source", "none")}, graph.ErrNotFound)
	try("a bad source", "ann", "anna", proposal.SourceInput{URL: "javascript:alert(1)"}, graph.ErrBadInput)
	w.merge("ann", "anna")
	try("into two", "bob", "anna", source, graph.ErrBadInput)
	try("into the one merged away", "anna", "ann", source, graph.ErrBadInput)
	kept, err := w.s.Merge(t.Context(), w.id("official", "anna"), w.id("official", "dan"), source, false) // who means ann
	if err != nil || kept != w.id("official", "ann") {
		t.Errorf("kept %s, error %v", kept, err)
	}
	for _, name := range []string{"bob", "nobody"} {
		if err := w.s.UndoMerge(t.Context(), w.id("official", name)); err == nil {
			t.Errorf("a merge of %s is undone", name)
		}
	}
	w.undo("dan")
	w.undo("anna")
	same(t, "still merged", w.column("MATCH (m:Merge) WHERE m.keep CONTAINS $given.p0 AND m.undoneAt IS NULL RETURN m.merged AS x", w.name))
}

// Two officials that contradict each other are merged by force alone, and the error names the contradiction.
func TestStore_Merge_contradictions(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	b := w.people()
	b.Officials = nil
	b.Tenures = nil
	q := func(o graph.Official, id string) graph.Official {
		o.ID, o.Wikidata = "official:"+id, id
		return o
	}
	old, young := w.official("old", ""), w.official("young", "")
	old.Born, young.Born = date(t, "1950"), date(t, "1980")
	b.Officials = []graph.Official{
		q(w.official("q1", ""), "Q99000001"), q(w.official("q2", ""), "Q99000002"), w.official("chn", "country:CHN"), w.official("prk", "country:PRK"), old, young, w.official("any", ""),
	}
	w.write(b)
	source := proposal.SourceInput{ID: w.id("source", "s")}
	pairs := map[[2]string]string{
		{"official:Q99000001", "official:Q99000002"}:         "Wikidata ids: Q99000001 and Q99000002",
		{w.id("official", "chn"), w.id("official", "prk")}:   "countries: country:CHN and country:PRK",
		{w.id("official", "old"), w.id("official", "young")}: "dates of birth: 1950 and 1980",
	}
	for p, says := range pairs {
		if _, err := w.s.Merge(t.Context(), p[0], p[1], source, false); !errors.Is(err, graph.ErrBadInput) || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "force: true") {
			t.Errorf("%v: %v, want %s", p, err, says)
		}
		merge := graph.Merge{ID: "merge:" + strings.TrimPrefix(p[1], "official:") + ":1", Keep: p[0], Merged: p[1], Sources: w.cite()}
		outcomes, err := w.s.Update(t.Context(), graph.Update{Put: graph.Batch{Merges: []graph.Merge{merge}}})
		if err != nil || len(outcomes) != 1 || outcomes[0].Status != graph.Rejected ||
			!strings.Contains(outcomes[0].Message, says) {
			t.Errorf("%v imported: %v %+v", p, err, outcomes)
		}
		if _, err := w.s.Merge(t.Context(), p[0], p[1], source, true); err != nil {
			t.Errorf("%v by force: %v", p, err)
		}
		if err := w.s.UndoMerge(t.Context(), p[1]); err != nil {
			t.Errorf("%v undone: %v", p, err)
		}
	}
	// What was merged away says so too.
	w.merge("any", "chn")
	if _, err := w.s.Merge(t.Context(), w.id("official", "any"), w.id("official", "prk"), source, false); err == nil || !strings.Contains(err.Error(), "countries") {
		t.Error("by way of a third:", err)
	}
}
