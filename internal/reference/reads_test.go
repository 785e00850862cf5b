package reference_test

import (
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"demarche/graph"
)

// windowIn is the path of a window in an argument, such as filter.during; empty if there is none.
func windowIn(a *ast.ArgumentDefinition) string {
	if a.Type.Name() == "DateRange" {
		return a.Name
	}
	for _, f := range schema.Types[a.Type.Name()].Fields {
		if f.Type.Name() == "DateRange" {
			return a.Name + "." + f.Name
		}
	}
	return ""
}

// windows compares, for every field of every type that takes a window, one that ends before it begins: by a literal and
// by a variable it is an error that names the argument.
func windows(t *testing.T, b both, batch graph.Batch) {
	t.Helper()
	ids, found := someIDs(batch), 0
	for _, def := range schema.Types {
		if def.Kind != ast.Object || strings.HasPrefix(def.Name, "__") || def == schema.Mutation || def == schema.Subscription {
			continue
		}
		for _, f := range def.Fields {
			for _, a := range f.Arguments {
				if path := windowIn(a); path != "" {
					found++
					b.reversed(t, "{"+windowed(def, f, ids, path, `{from: "2020-02", to: "2020-01"}`)+"}", path)
					b.reversed(t, "query($w: DateRange){"+windowed(def, f, ids, path, "$w")+"}", path)
				}
			}
		}
	}
	if found < 10 {
		t.Errorf("only %d arguments hold a window", found)
	}
}

// windowed asks for a field of a type with a window at the path of an argument.
func windowed(def *ast.Definition, f *ast.FieldDefinition, ids map[string][]string, path, window string) string {
	value := path + ": " + window
	if outer, inner, nested := strings.Cut(path, "."); nested {
		value = outer + ": {" + inner + ": " + window + "}"
	}
	below := ""
	if schema.Types[f.Type.Name()].IsCompositeType() {
		below = "{__typename}"
	}
	if def == schema.Query {
		return f.Name + strings.TrimSuffix(asked[f.Name][0], ")") + ", " + value + ")" + below
	}
	return "nodes(ids: [" + strings.Join(ids[def.Name], ",") + "]) { ... on " + def.Name + "{" + f.Name + "(" + value + ")" + below + "} }"
}

func (b both) reversed(t *testing.T, query, path string) {
	t.Helper()
	vars := map[string]any{"w": map[string]any{"from": "2020-02", "to": "2020-01"}}
	got := b.api.run(params{Query: query, Variables: vars})
	if len(got.Errors) == 0 {
		t.Errorf("%s: %s", query, show(got))
		return
	}
	for _, e := range got.Errors {
		if named := strings.ReplaceAll(e.Message, ": ", "."); e.Extensions["code"] != "BAD_DATE" || !strings.Contains(named, path) {
			t.Errorf("%s: %s %q, want BAD_DATE that names %s", query, e.Extensions["code"], e.Message, path)
		}
	}
	if want := b.plain.show(params{Query: query, Variables: vars}); strings.Count(want, "BAD_DATE") != strings.Count(show(got), "BAD_DATE") {
		t.Errorf("%s\n%s", query, differ(want, show(got)))
	}
}

// dates compares trade around every event, and chains in both directions from it, for every form of date.
func dates(t *testing.T, b both, batch graph.Batch) {
	t.Helper()
	tried := map[string]bool{}
	for _, e := range batch.Events {
		form := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return '0'
			}
			return r
		}, e.Date.String())
		if tried[form+string(e.Kind)] {
			continue
		}
		tried[form+string(e.Kind)] = true
		b.same(t, `query($e: ID!) { tradeAround(event: $e, reporter: "CHN", partner: "PRK", monthsBefore: 30, monthsAfter: 30) `+aroundFields+` }`, map[string]any{"e": e.ID})
		for _, way := range []graph.ChainDirection{graph.Forward, graph.Backward} {
			b.same(t, `query($e: ID!, $d: ChainDirection) { eventChain(from: $e, direction: $d, via: [SHARED_OFFICIAL, LED_TO, PART_OF], maxGapDays: 40, maxDepth: 3, first: 60) `+chainFields+` }`,
				map[string]any{"e": e.ID, "d": string(way)})
		}
	}
}

// leftOut compares maps of several sizes with what they leave out: of the first actor of some steps, of the others of
// one.
func leftOut(t *testing.T, b both, actors ...string) {
	t.Helper()
	const query = `query($a: [ID!]!, $n: Int, $d: Int, $w: DateRange, $k: [EventKind!], $b: TimeBucket) {
		relationshipMap(around: $a, maxNodes: $n, depth: $d, during: $w, kinds: $k, bucket: $b) ` + mapFields + ` }`
	filters := []map[string]any{
		{},
		{"k": []any{"MEETING", "VISIT"}},
		{"w": map[string]any{"from": "2012", "to": "2015-03"}, "b": "YEAR"},
		{"w": map[string]any{"from": "2012-03-05", "to": "2014-02-03"}, "b": "DAY"},
		{"b": "DAY"},
	}
	for i := range 4 * len(filters) {
		actor, depth := actors[0], i/len(filters)+1
		if depth > 3 {
			actor, depth = actors[1], 1
		}
		filter := filters[i%len(filters)]
		for _, most := range []int{1, 7, 40} {
			b.same(t, query, map[string]any{"a": []any{actor}, "n": most, "d": depth, "w": filter["w"], "k": filter["k"], "b": filter["b"]})
		}
	}
}
