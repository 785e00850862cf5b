// Package reference executes the schema with ordinary resolvers, for tests to compare with: over plain structs in
// memory, each field by a naive function that says what the documents say.
package reference

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"demarche/graph"
	"demarche/graph/edtf"
)

// Graph is a graph in memory. It does not change.
type Graph struct {
	now time.Time // when everything was recorded, and what today is

	nodes     map[string]Node
	events    []*EventBase // by sort key
	officials []*Official  // by name, then id
	orgs      []*Organization
	posts     []*Post
	tenures   []*Tenure // by earliest, unknown last, then id
	goods     []*Commodity
	series    []*TradeSeries // by id
	figures   []*TradeFigure // by start, then id
	links     []graph.Link
}

// Node is anything with an id.
type Node interface{ NodeID() string }

// Actor takes part in events.
type Actor interface {
	Node
	ActorName() string
}

// New returns the graph of a batch that stands on its own, recorded at now.
func New(b graph.Batch, now time.Time) *Graph {
	w := &Graph{now: now, nodes: map[string]Node{}, links: b.Links}
	add(w, b.Sources, func(r graph.Source) *Source { return &Source{r} })
	add(w, b.Countries, func(r graph.Country) *Country { return &Country{r, w} })
	add(w, b.Aggregates, func(r graph.Aggregate) *Aggregate { return &Aggregate{r, w} })
	add(w, b.Places, func(r graph.Place) *Place { return &Place{r, w} })
	w.orgs = add(w, b.Organizations, func(r graph.Organization) *Organization { return &Organization{r, w} })
	w.posts = add(w, b.Posts, func(r graph.Post) *Post { return &Post{r, w} })
	w.officials = add(w, b.Officials, func(r graph.Official) *Official { return &Official{r, w} })
	w.tenures = add(w, b.Tenures, func(r graph.Tenure) *Tenure { return &Tenure{r, w} })
	w.goods = add(w, b.Commodities, func(r graph.Commodity) *Commodity { return &Commodity{r, w} })
	w.series = add(w, b.Series, func(r graph.Series) *TradeSeries { return &TradeSeries{r, w} })
	w.figures = add(w, b.Figures, func(r graph.Figure) *TradeFigure { return &TradeFigure{r, w} })
	w.addEvents(b.Events)
	w.sort()
	for _, h := range w.events {
		h.taking = w.taking(h)
	}
	return w
}

// add makes nodes of records.
func add[R any, N Node](w *Graph, records []R, node func(R) N) []N {
	out := make([]N, len(records))
	for i, r := range records {
		out[i] = node(r)
		w.nodes[out[i].NodeID()] = out[i]
	}
	return out
}

func (w *Graph) addEvents(events []graph.Event) {
	taken := map[int64]bool{}
	for _, r := range events {
		h := &EventBase{Event: r, records: w, key: graph.SortKey(r.ID, r.Date)}
		for taken[h.key] {
			h.key++
		}
		taken[h.key] = true
		w.events = append(w.events, h)
		w.nodes[r.ID] = typed(h)
	}
}

func (w *Graph) sort() {
	slices.SortFunc(w.events, func(a, b *EventBase) int { return cmp.Compare(a.key, b.key) })
	slices.SortFunc(w.officials, func(a, b *Official) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.ID, b.ID))
	})
	slices.SortFunc(w.tenures, func(a, b *Tenure) int {
		return cmp.Or(byEarliest(a.Dates, b.Dates), strings.Compare(a.ID, b.ID))
	})
	slices.SortFunc(w.series, func(a, b *TradeSeries) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(w.figures, func(a, b *TradeFigure) int {
		return cmp.Or(cmp.Compare(a.Start(), b.Start()), strings.Compare(a.ID, b.ID))
	})
}

// byEarliest compares two dates; one without an earliest day comes last.
func byEarliest(a, b edtf.Date) int {
	x, hasX := a.Earliest()
	y, hasY := b.Earliest()
	switch {
	case hasX && hasY:
		return cmp.Compare(x, y)
	case hasX:
		return -1
	case hasY:
		return 1
	}
	return 0
}

// of returns the node of that id and type, nil if there is none.
func of[N any](w *Graph, id string) (none N) {
	if n, ok := w.nodes[id].(N); ok {
		return n
	}
	return none
}

// where returns the items for which keep holds, in order.
func where[T any](in []T, keep func(T) bool) []T {
	out := []T{}
	for _, x := range in {
		if keep(x) {
			out = append(out, x)
		}
	}
	return out
}

// firstOf returns the first n items; nil is the most that a list holds.
func firstOf[T any](in []T, n *int32) ([]T, error) {
	size := graph.MaxPage
	if n != nil {
		size = int(*n)
	}
	if err := graph.CheckSize("first", size, graph.MaxPage, "ask for fewer"); err != nil {
		return nil, err
	}
	return in[:min(size, len(in))], nil
}

// bounds are a date's; nil is no limit.
func bounds(d edtf.Date) (from, to *edtf.Day) {
	if x, ok := d.Earliest(); ok {
		from = &x
	}
	if x, ok := d.Latest(); ok {
		to = &x
	}
	return from, to
}

// overlapping reports whether two dates may mean the same day.
func overlapping(a, b edtf.Date) bool {
	if b.IsZero() {
		return false
	}
	from, to := bounds(b)
	return a.Overlaps(from, to)
}

// MarshalText writes a text, or null if it is empty: records have no text where the schema has null.
func MarshalText(s string) graphql.Marshaler {
	if s == "" {
		return graphql.Null
	}
	return graphql.MarshalString(s)
}

// UnmarshalText reads a text of an argument.
func UnmarshalText(v any) (string, error) { return graphql.UnmarshalString(v) }

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
