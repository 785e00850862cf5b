package apitest

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/internal/graphtest"
	"demarche/seeds"
)

// page is what the tests read of a timeline.
type page struct {
	TotalCount int
	Nodes      []struct{ ID string }
	Edges      []struct{ Cursor string }
	PageInfo   struct {
		HasNextPage, HasPreviousPage bool
		StartCursor, EndCursor       string
	}
}

func (p page) ids() []string {
	out := make([]string, len(p.Nodes))
	for i, n := range p.Nodes {
		out[i] = n.ID
	}
	return out
}

const (
	pageFields = `{ totalCount nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`
	pageArgs   = `filter: $filter, order: $order, first: $first, after: $after, last: $last, before: $before`
	pageVars   = `$filter: EventFilter, $order: TimelineOrder, $first: Int, $after: String, $last: Int, $before: String`
	ofAll      = `query(` + pageVars + `) { it: timeline(` + pageArgs + `) ` + pageFields + ` }`
	ofActor    = `query($id: ID!, ` + pageVars + `) { node(id: $id) { ... on Actor { it: timeline(` + pageArgs + `) ` + pageFields + ` } } }`
)

// A list is a timeline to walk through.
type list struct {
	handler http.Handler
	actor   string // whose; empty: of all
	filter  map[string]any
	order   graph.Order
}

func (l list) page(t *testing.T, args map[string]any) page {
	t.Helper()
	args["filter"], args["order"] = l.filter, string(l.order)
	if l.actor == "" {
		return get[struct{ It page }](t, l.handler, ofAll, args).It
	}
	args["id"] = l.actor
	return get[struct{ Node struct{ It page } }](t, l.handler, ofActor, args).Node.It
}

// check walks through the list forward and backward in pages of several sizes: it must be want, in order.
func (l list) check(t *testing.T, want []string) {
	t.Helper()
	want = slices.Clone(want)
	if l.order == graph.NewestFirst {
		slices.Reverse(want)
	}
	if diff := gocmp.Diff(want, l.page(t, map[string]any{"first": graph.MaxPage}).ids()); diff != "" {
		t.Fatal("the whole list:", diff)
	}
	for _, size := range []int{3, 10} {
		l.forward(t, want, size)
		l.backward(t, want, size)
	}
}

func (l list) forward(t *testing.T, want []string, size int) {
	t.Helper()
	args := map[string]any{"first": size}
	for at := 0; ; at += size {
		end := min(at+size, len(want))
		p := l.page(t, args)
		p.check(t, fmt.Sprintf("first %d from %d", size, at), want[at:end], len(want), at > 0, end < len(want))
		if t.Failed() || end == len(want) {
			return
		}
		args = map[string]any{"first": size, "after": p.PageInfo.EndCursor}
	}
}

func (l list) backward(t *testing.T, want []string, size int) {
	t.Helper()
	args := map[string]any{"last": size}
	for end := len(want); ; end -= size {
		at := max(end-size, 0)
		p := l.page(t, args)
		p.check(t, fmt.Sprintf("last %d to %d", size, end), want[at:end], len(want), at > 0, end < len(want))
		if t.Failed() || at == 0 {
			return
		}
		args = map[string]any{"last": size, "before": p.PageInfo.StartCursor}
	}
}

func (p page) check(t *testing.T, where string, want []string, total int, previous, next bool) {
	t.Helper()
	if diff := gocmp.Diff(want, p.ids()); diff != "" {
		t.Error(where, diff)
	}
	if p.TotalCount != total || p.PageInfo.HasPreviousPage != previous || p.PageInfo.HasNextPage != next {
		t.Errorf("%s: totalCount %d, hasPreviousPage %v, hasNextPage %v; want %d, %v, %v", where,
			p.TotalCount, p.PageInfo.HasPreviousPage, p.PageInfo.HasNextPage, total, previous, next)
	}
	if n := len(
		p.Edges,
	); n != len(want) ||
		n > 0 && (p.Edges[0].Cursor != p.PageInfo.StartCursor || p.Edges[n-1].Cursor != p.PageInfo.EndCursor) {
		t.Errorf("%s: cursors %v, from %s to %s", where, p.Edges, p.PageInfo.StartCursor, p.PageInfo.EndCursor)
	}
}

// TestPaging_Seed walks through all events of the seed graph.
func TestPaging_Seed(t *testing.T) {
	batch, err := seeds.Read()
	if err != nil {
		t.Fatal(err)
	}
	for _, order := range []graph.Order{graph.NewestFirst, graph.OldestFirst} {
		list{handler(t), "", nil, order}.check(t, inOrder(batch.Events))
	}
}

// TestPaging_Officials walks through all officials, by name.
func TestPaging_Officials(t *testing.T) {
	batch, err := seeds.Read()
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(
		batch.Officials,
		func(a, b graph.Official) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) },
	)
	var want []string
	for _, o := range batch.Officials {
		want = append(want, o.ID)
	}
	const query = `query($first: Int, $after: String) { it: officials(first: $first, after: $after) ` + pageFields + ` }`
	const size = 7
	args := map[string]any{"first": size}
	for at := 0; at < len(want) && !t.Failed(); at += size {
		end := min(at+size, len(want))
		p := get[struct{ It page }](t, handler(t), query, args).It
		p.check(t, fmt.Sprintf("officials from %d", at), want[at:end], len(want), at > 0, end < len(want))
		args["after"] = p.PageInfo.EndCursor
	}
}

// inOrder are the ids of events, oldest first.
func inOrder(events []graph.Event) []string {
	events = slices.Clone(events)
	slices.SortFunc(events, func(a, b graph.Event) int {
		return cmp.Compare(graph.SortKey(a.ID, a.Date), graph.SortKey(b.ID, b.Date))
	})
	out := make([]string, len(events))
	for i, e := range events {
		out[i] = e.ID
	}
	return out
}

// What the events of TestPaging are made of: days, months, about and perhaps, spans that last for years, open ends.
var (
	pagedDates = []string{
		"2020-%02d-%02d", "2020-%02d-%02d", "2021-%02d-%02d", "2020-%02d", "2020-%02d~", "2020-%02d-%02d?", "2019-%02d-03/2020-11-%02d",
		"2015-%02d/2023", "2021-%02d/..", "2020-%02d/", "../2020-%02d-%02d", "/2022-%02d", "2020", "1999/2020-%02d",
	}
	pagedActors = []string{"official:paged-a", "official:paged-b", "official:paged-c"}
	pagedKinds  = []graph.EventKind{graph.Meeting, graph.Visit, graph.Message}
)

const pagedSource = "source:paged"

// paged makes events of three officials, some of them with so many guests that they form no pairs.
func paged(t *testing.T) graph.Batch {
	t.Helper()
	r := rand.New(rand.NewPCG(3, 4)) // the same each time
	said := []graph.Citation{{Source: pagedSource}}
	b := graph.Batch{Sources: []graph.Source{{ID: pagedSource, Title: "Paged"}}}
	for _, id := range pagedActors {
		b.Officials = append(b.Officials, graph.Official{ID: id, Name: id, Sources: said})
	}
	for i := range graph.MaxPaired {
		b.Organizations = append(b.Organizations, graph.Organization{ID: fmt.Sprintf("org:paged-%d", i), Name: "Guest", Kind: "OTHER", Sources: said})
	}
	for i := range 70 {
		e := graph.Event{ID: fmt.Sprintf("event:paged-%d", i), Kind: pagedKinds[r.IntN(3)], Title: "Paged", Date: pagedDate(t, r), Sources: said}
		for _, id := range pagedActors {
			if r.IntN(3) > 0 {
				e.Participants = append(e.Participants, graph.Participation{Actor: id, Roles: []graph.Role{graph.Participant}})
			}
		}
		for _, guest := range b.Organizations {
			if i%9 == 0 {
				e.Participants = append(
					e.Participants,
					graph.Participation{Actor: guest.ID, Roles: []graph.Role{graph.Participant}},
				)
			}
		}
		b.Events = append(b.Events, e)
	}
	return b
}

func pagedDate(t *testing.T, r *rand.Rand) edtf.Date {
	t.Helper()
	text := pagedDates[r.IntN(len(pagedDates))]
	var args []any
	for range countVerbs(text) {
		args = append(args, 1+r.IntN(12))
	}
	d, err := edtf.Parse(fmt.Sprintf(text, args...))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func countVerbs(format string) (n int) {
	for _, c := range format {
		if c == '%' {
			n++
		}
	}
	return n
}

// TestPaging walks through timelines of events with dates of all sorts. Events begin long before a window, end long
// after it, or overlap it for an unknown time. The test compares the pages with the bounds of the dates themselves.
func TestPaging(t *testing.T) {
	store, batch := graphtest.Shared(t), paged(t)
	if _, err := store.Write(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	h := serve(t, store)
	streams := []struct {
		name, actor string
		filter      map[string]any
		has         func(a, b, c bool) bool
	}{
		{"all", "", map[string]any{"sources": []string{pagedSource}}, func(_, _, _ bool) bool { return true }},
		{"an actor's own", pagedActors[0], map[string]any{}, func(a, _, _ bool) bool { return a }},
		{"one actor", "", map[string]any{"actors": pagedActors[:1]}, func(a, _, _ bool) bool { return a }},
		{"pair", "", map[string]any{"actors": pagedActors[:2], "match": "ALL"}, func(a, b, _ bool) bool { return a && b }},
		{"three", "", map[string]any{"actors": pagedActors, "match": "ALL"}, func(a, b, c bool) bool { return a && b && c }},
		{"any of three", "", map[string]any{"actors": pagedActors}, func(a, b, c bool) bool { return a || b || c }},
	}
	windows := []struct{ from, to, certainty string }{
		{"", "", "POSSIBLE"},
		{"2020-06", "2020-06", "POSSIBLE"},
		{"2020-03-10", "2020-03-10", "POSSIBLE"},
		{"1950", "1960", "POSSIBLE"},
		{"2020-06", "2020-09", "CERTAIN"},
		{"2019", "2021", "CERTAIN"},
		{"2020-11", "", "POSSIBLE"},
		{"", "2019", "POSSIBLE"},
		{"2020-05", "", "CERTAIN"},
		{"", "2020-05", "CERTAIN"},
	}
	for _, s := range streams {
		for i, w := range windows {
			t.Run(fmt.Sprintf("%s/%s to %s %s", s.name, w.from, w.to, w.certainty), func(t *testing.T) {
				during, filter := window(t, w.from, w.to), map[string]any{"certainty": w.certainty}
				maps.Copy(filter, s.filter)
				if ends := bounds(w.from, w.to); len(ends) > 0 {
					filter["during"] = ends
				}
				var want []graph.Event
				for _, e := range batch.Events {
					if s.has(takesPart(e, 0), takesPart(e, 1), takesPart(e, 2)) && lies(e.Date, during, w.certainty) {
						want = append(want, e)
					}
				}
				order := []graph.Order{graph.NewestFirst, graph.OldestFirst}[i%2]
				list{h, s.actor, filter, order}.check(t, inOrder(want))
			})
		}
	}
}

func takesPart(e graph.Event, actor int) bool {
	return slices.ContainsFunc(e.Participants, func(p graph.Participation) bool { return p.Actor == pagedActors[actor] })
}

func bounds(from, to string) map[string]any {
	out := map[string]any{}
	if from != "" {
		out["from"] = from
	}
	if to != "" {
		out["to"] = to
	}
	return out
}

func window(t *testing.T, from, to string) *graph.Window {
	t.Helper()
	w := &graph.Window{}
	for _, end := range []struct {
		text string
		of   **edtf.Date
	}{{from, &w.From}, {to, &w.To}} {
		if end.text == "" {
			continue
		}
		d, err := edtf.Parse(end.text)
		if err != nil {
			t.Fatal(err)
		}
		*end.of = &d
	}
	return w
}

func lies(d edtf.Date, during *graph.Window, certainty string) bool {
	from, to := during.Days()
	if from == nil && to == nil {
		return true
	}
	if certainty == string(graph.Certain) {
		return d.Within(from, to)
	}
	return d.Overlaps(from, to)
}
