package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/graph/edtf"
	"demarche/graph/store"
	"demarche/internal/graphtest"
)

func TestMain(m *testing.M) { graphtest.Main(m) }

// A world is records of a test's own: every id but those of countries has the test's name in it.
type world struct {
	t    testing.TB
	s    *store.Store
	name string
}

func newWorld(tb testing.TB, s *store.Store) world {
	tb.Helper()
	w := world{tb, s, strings.ToLower(strings.NewReplacer("/", "-", "_", "-").Replace(tb.Name()))}
	worlds.Add(1)
	tb.Cleanup(w.leave)
	return w
}

// worlds counts those of tests that run.
var worlds atomic.Int32

// leave empties the database, unless another test uses it: a check goes through all that is there.
func (w world) leave() {
	if worlds.Add(-1) > 0 {
		return
	}
	if _, err := w.s.Raw(context.WithoutCancel(w.t.Context()), "MATCH (n) WHERE NOT n:Migration DETACH DELETE n", nil); err != nil {
		w.t.Error(err)
	}
}

func (w world) id(prefix, name string) string { return prefix + ":" + w.name + "-" + name }

func (w world) cite() []graph.Citation { return []graph.Citation{{Source: w.id("source", "s")}} }

func date(tb testing.TB, text string) edtf.Date {
	tb.Helper()
	d, err := edtf.Parse(text)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// people returns a source, three countries, a ministry of China with a post, and three officials. ann is minister of
// China from 2012; bob of North Korea and cho of Russia have no known office.
func (w world) people() graph.Batch {
	cite := w.cite()
	var countries []graph.Country
	for _, code := range []string{"CHN", "PRK", "RUS"} {
		countries = append(countries, graph.Country{ID: "country:" + code, Code: code, Name: code, Sources: []graph.Citation{{Source: "source:countries"}}})
	}
	return graph.Batch{
		Sources:       []graph.Source{{ID: w.id("source", "s"), Title: "A report"}, {ID: "source:countries", Title: "Codes"}},
		Countries:     countries,
		Places:        []graph.Place{{ID: w.id("place", "hall"), Name: "Hall", Country: "country:CHN", Sources: cite}},
		Organizations: []graph.Organization{{ID: w.id("org", "ministry"), Name: "Ministry", Kind: "MINISTRY", Country: "country:CHN", Sources: cite}},
		Posts:         []graph.Post{{ID: w.id("post", "minister"), Title: "Minister", Level: "MINISTER", Organization: w.id("org", "ministry"), Sources: cite}},
		Officials: []graph.Official{
			w.official("ann", "country:CHN"), w.official("bob", "country:PRK"), w.official("cho", "country:RUS"),
		},
		Tenures: []graph.Tenure{w.tenure("2012/..")},
	}
}

func (w world) official(name, country string) graph.Official {
	return graph.Official{ID: w.id("official", name), Name: name, Country: country, Sources: w.cite()}
}

func (w world) tenure(dates string) graph.Tenure {
	return graph.Tenure{
		ID: w.id("tenure", "t"), Official: w.id("official", "ann"), Post: w.id("post", "minister"),
		Dates: date(w.t, dates), Sources: w.cite(),
	}
}

// event has participants named as in ann:HOST or country:CHN:HOST.
func (w world) event(name string, kind graph.EventKind, on string, participants ...string) graph.Event {
	e := graph.Event{ID: w.id("event", name), Kind: kind, Title: name, Date: date(w.t, on), Sources: w.cite()}
	for _, p := range participants {
		at := strings.LastIndexByte(p, ':')
		actor, role := p[:at], graph.Role(p[at+1:])
		if !strings.Contains(actor, ":") {
			actor = w.id("official", actor)
		}
		e.Participants = append(e.Participants, graph.Participation{Actor: actor, Roles: []graph.Role{role}})
	}
	return e
}

func (w world) write(b graph.Batch) graph.Outcomes {
	w.t.Helper()
	outcomes, err := w.s.Write(w.t.Context(), b)
	if err != nil {
		w.t.Fatal(err)
	}
	return outcomes
}

// have writes people and events.
func (w world) have(events ...graph.Event) {
	w.t.Helper()
	b := w.people()
	b.Events = events
	w.write(b)
}

// sound fails the test where the graph's derived keys are wrong.
func (w world) sound() {
	w.t.Helper()
	for _, p := range problems(w.t, w.s) {
		w.t.Error(p)
	}
}

func problems(tb testing.TB, s *store.Store) []string {
	tb.Helper()
	var out []string
	if err := s.Check(tb.Context(), func(p string) { out = append(out, p) }); err != nil {
		tb.Fatal(err)
	}
	return out
}

// column runs a statement and returns the value called x of each record, as text, sorted.
func (w world) column(cypher string, params ...any) []string {
	w.t.Helper()
	named := map[string]any{}
	for i, p := range params {
		named[fmt.Sprintf("p%d", i)] = p
	}
	rows, err := w.s.Raw(w.t.Context(), cypher, named)
	if err != nil {
		w.t.Fatal(err)
	}
	out := []string{}
	for _, r := range rows {
		out = append(out, strings.ReplaceAll(fmt.Sprint(r["x"]), w.name+"-", ""))
	}
	slices.Sort(out)
	return out
}

// took lists who takes part in an event, and how.
func (w world) took(event string) []string {
	w.t.Helper()
	return w.column("MATCH (:Event {id: $given.p0})<-[p:PARTICIPATED_IN]-(a) RETURN a.id + ' ' + p.via + reduce(s = '', r IN p.roles | s + ' ' + r) AS x", w.id("event", event))
}

// paired lists the pairs of an event.
func (w world) paired(event string) []string {
	w.t.Helper()
	return w.column("MATCH (:Event {id: $given.p0})-[:OF_DYAD]->(d) RETURN d.a + ' ' + d.b AS x", w.id("event", event))
}

// shared lists the numbers of events that an official shares with others.
func (w world) shared(name string) []string {
	w.t.Helper()
	return w.column("MATCH (:Actor {id: $given.p0})-[r:CO|ALONGSIDE]->(b) RETURN b.id + ' ' + r.w AS x", w.id("official", name))
}

// stored lists the test's own events.
func (w world) stored() []string {
	w.t.Helper()
	return w.column("MATCH (e:Event) WHERE e.id STARTS WITH $given.p0 RETURN e.id AS x", "event:"+w.name+"-")
}

func TestStore_Watched(t *testing.T) {
	var told []string
	s := graphtest.Shared(t).Watched(func(_ context.Context, name string) func(error) {
		told = append(told, name+" begins")
		return func(err error) { told = append(told, fmt.Sprint(name, " ends: ", err)) }
	})
	nothing := answer.Projection{Field: &answer.Field{Name: "event", Of: answer.NewSelection("Event", true)}, Args: []answer.Args{{}}}
	if _, err := s.Event(t.Context(), nothing, "event:none"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Event(ctx, nothing, "event:none"); err == nil {
		t.Error("it read in a context that has ended")
	}
	want := []string{ // an id that nothing has may be that of a hidden record
		"event begins", "event ends: <nil>", "canonical_ids begins", "canonical_ids ends: <nil>",
		"event begins", "event ends: event: context canceled",
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
}
