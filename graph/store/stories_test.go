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

func (w world) oneEvent(keep, merge string) {
	w.t.Helper()
	_, err := w.s.MergeEvents(w.t.Context(), w.id("event", keep), w.id("event", merge), "", proposal.SourceInput{ID: w.id("source", "s")}, false)
	if err != nil {
		w.t.Fatal(err)
	}
	w.sound()
}

// decisions returns the ids of what was decided of an event and stands.
func (w world) decisions(event string) []string {
	w.t.Helper()
	return w.column("MATCH (d:Decision {event: $given.p0}) WHERE d.undoneAt IS NULL RETURN d.id AS x", w.id("event", event))
}

func (w world) undoDecisions(event string) {
	w.t.Helper()
	for _, id := range w.column("MATCH (d:Decision {event: $given.p0}) WHERE d.undoneAt IS NULL RETURN d.id AS x", w.id("event", event)) {
		if err := w.s.UndoDecision(w.t.Context(), strings.Replace(id, "decision:event:", "decision:event:"+w.name+"-", 1)); err != nil {
			w.t.Fatal(err)
		}
	}
	w.sound()
}

// tellings returns twins with two more records of the talks, of which one is dated less exactly, and a dinner.
func (w world) tellings() graph.Batch {
	b := w.twins()
	second := w.event("talks2", graph.Meeting, "2025-09", "bob:GUEST", "ann:COMPANION", "cho:SPEAKER")
	second.Summary = "they talked"
	third := w.event("talks3", graph.Meeting, "2025-09-04", "bob:GUEST")
	b.Events = append(b.Events, second, third)
	return b
}

func TestStore_MergeEvents(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	b := w.tellings()
	w.write(b)
	w.sound()
	before, recorded := w.everything("believedFrom", "revision"), w.records(b.IDs()...)
	for range 2 {
		w.oneEvent("talks", "talks2")
		same(t, "talks", w.took("talks"), "country:CHN OFFICIAL COMPANION", "country:PRK OFFICIAL GUEST", "country:RUS OFFICIAL SPEAKER",
			"official:ann DIRECT COMPANION", "official:anna DIRECT HOST", "official:bob DIRECT GUEST", "official:cho DIRECT SPEAKER")
		same(t, "date", w.column("MATCH (e:Event {id: $given.p0}) RETURN e.edtf + ' ' + e.summary AS x", w.id("event", "talks")), "2025-09-04 they talked")
		same(t, "hidden", w.column("MATCH (e:Event {id: $given.p0}) RETURN e.id AS x", w.id("event", "talks2")))
		if d := cmp.Diff(recorded, w.records(b.IDs()...), cmp.Comparer(edtf.Date.Equal)); d != "" {
			t.Error("records:", d)
		}
		if again := w.write(b).Of(); again.Created+again.Updated > 0 {
			t.Errorf("writing again: %+v", again)
		}
	}
	w.oneEvent("talks", "talks3")
	if got := len(w.decisions("talks2")) + len(w.decisions("talks3")); got != 2 {
		t.Errorf("%d decisions, want 2", got)
	}

	// A record that is corrected changes the story.
	b.Events[5].Participants = b.Events[5].Participants[:1]
	if o := w.write(b).Of(); o.Updated != 1 {
		t.Errorf("correcting: %+v", o)
	}
	w.sound()
	same(t, "corrected", w.took("talks"), "country:PRK OFFICIAL GUEST", "official:anna DIRECT HOST", "official:bob DIRECT GUEST")
	b.Events[5].Participants = w.tellings().Events[5].Participants
	w.write(b)
	w.sound()

	w.undoDecisions("talks3")
	w.undoDecisions("talks2")
	if d := cmp.Diff(before, w.everythingBut("Decision", "believedFrom", "revision")); d != "" {
		t.Error("after undoing all:", d)
	}
	ids, err := w.s.IDsAfter(t.Context(), "decision:event:"+w.name, "", 10)
	if len(ids) != 2 || err != nil {
		t.Errorf("%v, %v: want the two decisions", ids, err)
	}
}

func TestStore_MergeEvents_refused(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	b := w.tellings()
	b.Links = []graph.Link{{From: b.Events[4].ID, To: b.Events[2].ID, Sources: w.cite()}}
	w.write(b)
	cite := proposal.SourceInput{ID: w.id("source", "s")}
	merge := func(keep, merge string) error {
		_, err := w.s.MergeEvents(t.Context(), w.id("event", keep), w.id("event", merge), "", cite, false)
		return err
	}
	for _, tt := range []struct{ keep, merge, want string }{
		{"talks", "talks", "is decided on with itself"},
		{"talks", "none", "none"},
		{"talks", "visit", "one is a VISIT and the other a MEETING"},
		{"talks2", "dinner", "led to other events"},
	} {
		if err := merge(tt.keep, tt.merge); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s into %s: %v, want %q", tt.merge, tt.keep, err, tt.want)
		}
	}
	if _, err := w.s.Separate(t.Context(), []string{w.id("event", "talks"), w.id("event", "talks2")}, "two rooms", cite); err != nil {
		t.Fatal(err)
	}
	if err := merge("talks", "talks2"); err == nil || !strings.Contains(err.Error(), "are different; undo it first") {
		t.Error(err)
	}
	if err := w.s.UndoDecision(t.Context(), "decision:none"); !errors.Is(err, graph.ErrNotFound) {
		t.Error(err)
	}
}

func TestStore_Nest(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	b := w.tellings()
	w.write(b)
	before := w.everything("believedFrom")
	cite := proposal.SourceInput{ID: w.id("source", "s")}
	nest := func(event, within string) error {
		_, err := w.s.Nest(t.Context(), w.id("event", event), w.id("event", within), "", cite)
		return err
	}
	for range 2 {
		if err := nest("talks3", "visit"); err != nil {
			t.Fatal(err)
		}
	}
	w.sound()
	same(t, "whole", w.column("MATCH (:Event {id: $given.p0})-[:PART_OF]->(x) RETURN x.id AS x", w.id("event", "talks3")), "event:visit")
	if err := nest("visit", "talks3"); err == nil || !strings.Contains(err.Error(), "lies within") {
		t.Error("a circle:", err)
	}
	w.retract(w.id("event", "visit"))
	same(t, "without the visit", w.column("MATCH (:Event {id: $given.p0})-[:PART_OF]->(x:Event) RETURN x.id AS x", w.id("event", "talks3")))
	w.undoRetract(w.id("event", "visit"))
	same(t, "with it again", w.column("MATCH (:Event {id: $given.p0})-[:PART_OF]->(x:Event) RETURN x.id AS x", w.id("event", "talks3")), "event:visit")
	w.undoDecisions("talks3")
	if d := cmp.Diff(before, w.everythingBut("Decision", "believedFrom")); d != "" {
		t.Error("after undoing:", d)
	}
}

// A visit that another one tells of too takes its parts along.
func TestStore_MergeEvents_parts(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	b := w.twins()
	b.Events = append(b.Events, w.event("trip", graph.Visit, "2025-09-01/2025-09-05", "bob:GUEST"))
	w.write(b)
	w.oneEvent("trip", "visit")
	same(t, "whole", w.column("MATCH (:Event {id: $given.p0})-[:PART_OF]->(x) RETURN x.id AS x", w.id("event", "talks")), "event:trip")
	if again := w.write(b).Of(); again.Created+again.Updated > 0 {
		t.Errorf("writing again: %+v", again)
	}
	fresh := w.event("more", graph.Meeting, "2025-09-03", "bob:GUEST", "ann:HOST")
	fresh.PartOf = w.id("event", "visit")
	w.write(graph.Batch{Events: []graph.Event{fresh}})
	w.sound()
	same(t, "of a new part", w.column("MATCH (:Event {id: $given.p0})-[:PART_OF]->(x) RETURN x.id AS x", w.id("event", "more")), "event:trip")
	if got := w.records(fresh.ID).Events[0].PartOf; got != fresh.PartOf {
		t.Errorf("its record is part of %s", got)
	}
	w.undoDecisions("visit")
	same(t, "whole", w.column("MATCH (:Event {id: $given.p0})-[:PART_OF]->(x) RETURN x.id AS x", w.id("event", "more")), "event:visit")
}
