package store_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/proposal"
	"demarche/internal/graphtest"
)

func (w world) retract(ids ...string) string {
	w.t.Helper()
	out, err := w.s.Retract(w.t.Context(), ids, "It was never said", proposal.SourceInput{ID: w.id("source", "s")})
	if err != nil {
		w.t.Fatal(err)
	}
	w.sound()
	return fates(out)
}

func (w world) undoRetract(ids ...string) string {
	w.t.Helper()
	out, err := w.s.UndoRetract(w.t.Context(), ids)
	if err != nil {
		w.t.Fatal(err)
	}
	w.sound()
	return fates(out)
}

func fates(items []graph.Upsert) string {
	var out []string
	for _, item := range items {
		text := string(item.Status)
		if item.Status == graph.Rejected {
			text += " " + *item.Text
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}

func TestStore_Retract(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	b := w.twins()
	b.Links = []graph.Link{{From: b.Events[4].ID, To: b.Events[2].ID, Sources: w.cite()}}
	w.write(b)
	before := w.everything("believedFrom")
	visit, dinner, office := w.id("event", "visit"), w.id("event", "dinner"), w.id("tenure", "t")
	if got, want := w.retract(visit, dinner, office, w.id("official", "ann"), w.id("event", "none"), visit),
		"UPDATED; UPDATED; UPDATED; REJECTED only events, tenures and trade figures can be retracted; of an official retract what it held and took part in, or merge it; "+
			"REJECTED nothing has this id; UNCHANGED"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := w.retract(visit); got != "UNCHANGED" {
		t.Error("again:", got)
	}
	same(t, "events", w.stored(), "event:call", "event:speech", "event:talks")
	same(t, "shared", w.shared("bob"), "official:anna 1", "official:dan 1")
	same(t, "root of the part", w.column("MATCH (e:Event {id: $given.p0}) RETURN e.root AS x", w.id("event", "talks")), "event:talks")
	same(t, "kept", w.column("MATCH (g:Retraction)-[:SOURCED_FROM]->(s) WHERE g.at IS NOT NULL AND g.of CONTAINS $given.p0 RETURN g.of + ' ' + g.reason + ' ' + s.id AS x", w.name),
		"event:dinner It was never said source:s", "event:visit It was never said source:s", "tenure:t It was never said source:s")

	exported, err := w.s.RecordsOf(t.Context(), []string{w.id("event", "talks"), visit}, false)
	if err != nil || len(exported.Events) != 1 || exported.Events[0].PartOf != "" {
		t.Errorf("exported: %+v, error %v", exported.Events, err)
	}

	// Neither writing nor importing brings it back; what was there beside it stays.
	held := w.everything()
	changed := b.Events[1]
	changed.Title = "Long talks"
	party := b.Events[2]
	party.Title = "A party"
	link := graph.Link{From: b.Events[4].ID, To: visit, Sources: w.cite()}
	u := graph.Update{
		Put: graph.Batch{
			Events:  []graph.Event{b.Events[0], changed},
			Links:   append(b.Links, link),
			Tenures: b.Tenures[:1],
		},
		Merge:  graph.Batch{Events: []graph.Event{party}},
		Ensure: graph.Batch{Officials: b.Officials},
	}
	for _, update := range []func() (graph.Outcomes, error){
		func() (graph.Outcomes, error) { return w.s.Preview(t.Context(), u, graph.NewAssumed()) },
		func() (graph.Outcomes, error) { return w.s.Update(t.Context(), u) },
	} {
		outcomes, err := update()
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{
			"event:visit": "UNCHANGED", "event:talks": "REJECTED partOf", "event:dinner": "REJECTED id", "tenure:t": "UNCHANGED", "event:call → event:dinner": "UNCHANGED",
			"event:call → event:visit": "REJECTED to",
		}
		if d := cmp.Diff(want, statuses(outcomes, w.name+"-")); d != "" {
			t.Error(d)
		}
		for _, o := range outcomes {
			if unchanged := o.Kind == "links" && o.Status == graph.Unchanged; unchanged != (o.Message == "") {
				t.Errorf("%s: %s", o.ID, o.Message)
			} else if unchanged {
				continue
			}
			if !strings.Contains(o.Message, "it was retracted on ") || !strings.Contains(o.Message, ": It was never said; undoRetract brings it back") {
				t.Errorf("%s: %s", o.ID, o.Message)
			}
		}
	}
	if got := w.write(b).Of(); got.Created+got.Updated > 0 {
		t.Errorf("all again: %+v", got)
	}
	if d := cmp.Diff(held, w.everything()); d != "" {
		t.Error(d)
	}

	if got, want := w.undoRetract(dinner, visit, office, visit, w.id("event", "talks")), "UPDATED; UPDATED; UPDATED; UNCHANGED; REJECTED it is not retracted"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if d := cmp.Diff(before, w.everything("believedFrom")); d != "" {
		t.Error("brought back:", d)
	}
	if got := w.write(b).Of(); got.Created+got.Updated > 0 {
		t.Errorf("all once more: %+v", got)
	}
}

// What is retracted when somebody is merged away comes back as the kept one's.
func TestStore_Retract_merged(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	b := w.twins()
	w.write(b)
	before := w.everything("believedFrom")
	talks, visit, office := w.id("event", "talks"), w.id("event", "visit"), w.id("tenure", "u")
	w.retract(talks, visit, office)
	w.merge("ann", "anna")
	if got := w.undoRetract(talks); !strings.HasPrefix(got, "REJECTED partOf: it refers to "+visit+": it was retracted on ") {
		t.Error(got)
	}
	if got := w.undoRetract(talks, visit, office); got != "UPDATED; UPDATED; UPDATED" {
		t.Error(got)
	}
	same(t, "talks", w.took("talks"), "country:CHN OFFICIAL HOST", "country:PRK OFFICIAL GUEST", "official:ann DIRECT HOST", "official:bob DIRECT GUEST")
	w.undo("anna")
	if d := cmp.Diff(before, w.everything("believedFrom")); d != "" {
		t.Error(d)
	}
	for _, reason := range []string{"", " ", strings.Repeat("x", 3000)} {
		if _, err := w.s.Retract(t.Context(), []string{talks}, reason, proposal.SourceInput{ID: w.id("source", "s")}); !errors.Is(err, graph.ErrBadInput) {
			t.Errorf("reason %.5q: %v", reason, err)
		}
	}
}
