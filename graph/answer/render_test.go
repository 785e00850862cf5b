package answer

import (
	"errors"
	"runtime"
	"slices"
	"strings"
	"testing"

	"demarche/graph"
)

// An answer that grows too long ends with one error, however deep it was, and takes nothing with it.
func TestProjection_Write_long(t *testing.T) {
	was := maxAnswer
	defer func() { maxAnswer = was }()
	maxAnswer = 5000
	title := &Field{Name: "title", Arg: NoArgs, Type: Type{NonNull: true}}
	list := Type{NonNull: true, Item: &Type{NonNull: true}}
	inner, outer := NewSelection("Event", false), NewSelection("Event", false)
	inner.Add(title, "Event")
	inner.SetLayout("Event", []Key{{`"title":`, "title", 0}})
	outer.Add(&Field{Name: "parts", Arg: NoArgs, Type: list, Of: inner}, "Event")
	outer.SetLayout("Event", []Key{{`"parts":`, "parts", 0}})
	want := Projection{Field: &Field{Name: "parts", Arg: NoArgs, Type: Type{Item: &Type{NonNull: true}}, Of: outer}}
	rows := func(many int) (out []any) {
		for range many {
			part := []any{strings.Repeat("x", 80)}
			out = append(out, []any{[]any{part, part, part}})
		}
		return out
	}
	if a := want.Write(rows(15)); len(a.Errors) != 0 || len(a.JSON) < 3*15*80 {
		t.Errorf("%d bytes, %v", len(a.JSON), a.Errors)
	}
	a := want.Write(rows(1000))
	if len(a.Errors) != 1 || !errors.Is(a.Errors[0], graph.ErrTooBroad) || a.JSON != nil {
		t.Errorf("%d bytes, %v", len(a.JSON), a.Errors)
	}
	if a := want.Write(rows(1)); len(a.Errors) != 0 || a.JSON == nil {
		t.Errorf("the next answer: %s, %v", a.JSON, a.Errors)
	}
}

// A large answer is copied a few times while it grows, not at every step: memory is what maps cost.
func TestProjection_Write_grows(t *testing.T) {
	edges := make([]graph.MapEdge, 20_000)
	for i := range edges {
		edges[i] = graph.MapEdge{Source: "official:a", Target: "official:b", Weight: len(edges) - i, Sums: graph.KindCountsOf(slices.Values([]graph.Span{{Kind: graph.Meeting, Count: 3}, {Kind: graph.Visit, Count: 1}}))}
	}
	kinds, edge := NewSelection("KindCount", false), NewSelection("MapEdge", false)
	kinds.Add(&Field{Name: "count", Arg: NoArgs}, "KindCount")
	kinds.SetLayout("KindCount", []Key{{`"count":`, "count", 0}})
	for i, f := range []*Field{{Name: "id", Arg: NoArgs}, {Name: "weight", Arg: NoArgs}, {Name: "kinds", Arg: NoArgs, Type: Type{Item: &Type{NonNull: true}}, Of: kinds}} {
		edge.Add(f, "MapEdge")
		edge.SetLayout("MapEdge", append(edge.Layouts["MapEdge"], Key{`"` + f.Name + `":`, f.Name, i}))
	}
	want := Projection{Field: &Field{Name: "edges", Arg: NoArgs, Type: Type{Item: &Type{NonNull: true}}, Of: edge}}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	a := want.Write(Items(edges))
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; len(a.JSON) < 1<<20 || took > 3*uint64(len(a.JSON)) {
		t.Errorf("an answer of %d bytes took %d", len(a.JSON), took)
	}
	if first := `{"id":"edge:official:a~official:b","weight":20000,"kinds":[{"count":3},{"count":1}]},`; !strings.HasPrefix(string(a.JSON), "["+first) {
		t.Errorf("%.200s", a.JSON)
	}
}

// What a list that is too long asks for is not what was given.
func TestTooLong(t *testing.T) {
	for list, bound := range unpaged {
		for given, args := range map[bool]map[string]any{false: {bound.argument: nil}, true: {bound.argument: "2025"}} {
			err := tooLong(list, bound.most+1, args)
			want := map[bool]string{false: bound.instead, true: bound.given}[given]
			if !errors.Is(err, graph.ErrTooBroad) || !strings.HasSuffix(err.Error(), "; "+want) || bound.instead == bound.given {
				t.Errorf("%s, given %t: %v", list, given, err)
			}
		}
		if err := tooLong(list, bound.most, nil); err != nil {
			t.Errorf("%s: %v", list, err)
		}
	}
}
