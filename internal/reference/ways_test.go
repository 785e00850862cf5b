package reference_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"demarche/graph"
)

// asked are the arguments of every root field, over the sample graph: where there are several, each has a statement of
// its own. %s are ids of nodes of the type that is looked at.
var asked = map[string][]string{
	"node": {`(id: %s)`}, "nodes": {`(ids: [%s])`}, "event": {`(id: "event:e057")`}, "country": {`(code: "CHN")`},
	"official":     {`(id: "official:o00")`, `(wikidata: "Q15031")`},
	"organization": {`(id: "org:o1")`}, "post": {`(id: "post:p01")`}, "commodity": {`(code: "1507")`}, "source": {`(id: "source:s1")`},
	"timeline": {
		`(first: 3)`, `(first: 3, filter: {actors: ["official:o00"]})`, `(first: 3, filter: {text: "Event"})`,
		`(last: 3, filter: {countries: ["CHN", "PRK"], match: ALL, during: {from: "2012", to: "2019"}})`,
	},
	"disputes":  {`(first: 3)`, `(first: 3, filter: {during: {from: "2012", to: "2019"}})`, `(last: 3, filter: {text: "Event", actors: ["official:o00"]})`},
	"decisions": {`(of: "event:e057")`, `(of: "event:none")`}, "fate": {`(id: "event:e057")`, `(id: "event:none")`},
	"timelineHistogram": {`(bucket: YEAR)`}, "search": {`(text: "Name", first: 2)`, `(text: "Event", first: 2)`},
	"officials":    {`(first: 2)`, `(text: "Name", first: 2)`, `(post: "post:p01", asOf: "2015")`},
	"relationship": {`(between: ["official:o00", "official:o01"])`}, "relationshipMap": {`(around: ["official:o00"], bucket: YEAR, maxNodes: 12)`},
	"shortestPath": {`(from: "official:o00", to: "official:o31")`},
	"eventChain":   {`(from: "event:e057", via: [LED_TO, PART_OF, SHARED_OFFICIAL, SHARED_COUNTRY], maxDepth: 1, maxGapDays: 100, first: 20)`},
	"tradeSeries":  {`(reporter: "CHN", partner: "PRK", flow: EXPORT)`, `(reporter: "CHN", partner: "WLD", flow: EXPORT)`}, "tradeAround": {`(event: "event:e057", reporter: "CHN", partner: "PRK")`},
	"topCommodities": {`(reporter: "CHN", partner: "PRK", flow: EXPORT, period: "2020")`},
}

// leftToProse is a sentence that reference execution leaves out.
const leftToProse = "TradeAround.note"

// unsettled are roots whose answers are not the only right ones.
var unsettled = []string{"search", "shortestPath"}

// everyWay asks by every root for every field of every type that it leads to, through fragments on every interface and
// object type; and by nodes for every field of every type, with fields of the node below, so that of each type each
// field stands below some other. A document is small: the larger its statement, the longer a database plans it.
func everyWay(t *testing.T, b both, batch graph.Batch) {
	t.Helper()
	ids := someIDs(batch)
	for _, f := range schema.Query.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		if asked[f.Name] == nil {
			t.Errorf("the root field %s is new: say in asked what to ask it for", f.Name)
		}
		for i, args := range asked[f.Name] {
			for _, v := range views(schema.Types[f.Type.Name()]) {
				t.Run(fmt.Sprintf("%s %d as %s", f.Name, i, v.Name), func(t *testing.T) {
					b.allOf(t, f, strings.ReplaceAll(args, "%s", quotedIDs(ids, f, v)), v)
				})
			}
		}
	}
	below := map[string]int{} // how often a type was asked for below another
	for _, typ := range append(slices.Sorted(maps.Keys(ids)), "Event") {
		for _, f := range schema.Types[typ].Fields {
			if deep(f) && (!isEvent(schema.Types[typ]) || schema.Types["Event"].Fields.ForName(f.Name) == nil) {
				t.Run(typ+"."+f.Name, func(t *testing.T) {
					root := "nodes(ids:[" + quotedIDs(ids, schema.Query.Fields.ForName("nodes"), schema.Types[typ]) + "])"
					b.answers(t, "{"+root+"{...on "+typ+"{"+f.Name+turn(schema.Types[f.Type.Name()], below)+"}}}", true)
				})
			}
		}
	}
}

// allOf asks a root for all fields of a type, a few at a time.
func (b both) allOf(t *testing.T, root *ast.FieldDefinition, args string, typ *ast.Definition) {
	t.Helper()
	for _, some := range partsOf(typ) {
		b.answers(t, "{"+root.Name+args+"{__typename ...on "+typ.Name+"{"+some+"}}}", !slices.Contains(unsettled, root.Name))
	}
}

func isEvent(def *ast.Definition) bool { return slices.Contains(def.Interfaces, "Event") }

// deep reports whether a field leads to more than leaves.
func deep(f *ast.FieldDefinition) bool {
	below := schema.Types[f.Type.Name()]
	return below.IsCompositeType() && !flat(below)
}

// partsOf are all fields of a type: its leaves, then the others, a few at a time.
func partsOf(def *ast.Definition) []string {
	const few = 3
	out := []string{"__typename" + leavesOf(def, false)}
	n := 0
	for _, f := range def.Fields {
		if strings.HasPrefix(f.Name, "__") || !deep(f) {
			continue
		}
		if n++; n%few == 1 {
			out = append(out, "")
		}
		out[len(out)-1] += " " + f.Name + leaves(schema.Types[f.Type.Name()])
	}
	return out
}

// turn selects the leaves of a type and, of its other fields, those whose turn it is.
func turn(def *ast.Definition, asked map[string]int) string {
	if !isNode(def) {
		var b strings.Builder
		for _, f := range def.Fields {
			b.WriteString(" " + f.Name)
			if below := schema.Types[f.Type.Name()]; below.IsCompositeType() {
				b.WriteString(turn(below, asked))
			}
		}
		return "{__typename" + b.String() + "}"
	}
	var deeper []string // each with a fragment around
	for _, v := range append(views(def), def) {
		for _, f := range v.Fields {
			if deep(f) && !strings.HasPrefix(f.Name, "__") {
				deeper = append(deeper, " ...on "+v.Name+"{"+f.Name+leaves(schema.Types[f.Type.Name()])+"}")
			}
		}
	}
	text := leaves(def)
	if len(deeper) > 0 {
		text = strings.TrimSuffix(text, "}") + deeper[asked[def.Name]%len(deeper)] + "}"
		asked[def.Name]++
	}
	return text
}

// leaves selects the leaves of a type and of all types that have it, and of what is no node every field.
func leaves(def *ast.Definition) string {
	if !def.IsCompositeType() {
		return ""
	}
	text := "{__typename" + leavesOf(def, !isNode(def))
	if def.IsAbstractType() {
		for _, t := range schema.GetPossibleTypes(def) {
			for _, f := range t.Fields {
				if def.Fields.ForName(f.Name) == nil && !schema.Types[f.Type.Name()].IsCompositeType() {
					text += fmt.Sprintf(" ...on %s{%s_%s:%s}", t.Name, t.Name, f.Name, f.Name)
				}
			}
		}
	}
	return text + "}"
}

func leavesOf(def *ast.Definition, all bool) string {
	var b strings.Builder
	for _, f := range def.Fields {
		if !strings.HasPrefix(f.Name, "__") && (all || !deep(f)) && def.Name+"."+f.Name != leftToProse {
			b.WriteString(" " + f.Name + leaves(schema.Types[f.Type.Name()]))
		}
	}
	return b.String()
}

// answers sees that a document has an answer without an internal error, and compares it.
func (b both) answers(t *testing.T, query string, compare bool) {
	t.Helper()
	got := b.api.run(params{Query: query})
	if len(got.Data) == 0 || len(got.Errors) > 0 {
		t.Errorf("%s\n%s\n%q", clip(query), clip(show(got)), messages(got))
	}
	if want := b.plain.show(params{Query: query}); compare && want != show(got) {
		t.Errorf("%s\n%s", clip(query), differ(want, show(got)))
	}
}

// views are the types that a fragment may be on: of an abstract type the interfaces of its objects, and the objects
// that have more fields than their interface.
func views(def *ast.Definition) []*ast.Definition {
	if !def.IsAbstractType() {
		return []*ast.Definition{def}
	}
	var out []*ast.Definition
	for _, t := range schema.GetPossibleTypes(def) {
		if t.Kind == ast.Interface || len(t.Fields) > len(widest(t).Fields) {
			out = append(out, t)
		}
	}
	if def.Name == "Event" {
		out = append(out, def)
	}
	return out
}

// widest is the interface with the most fields that a type implements.
func widest(def *ast.Definition) *ast.Definition {
	most := &ast.Definition{}
	for _, name := range def.Interfaces {
		if i := schema.Types[name]; len(i.Fields) > len(most.Fields) {
			most = i
		}
	}
	return most
}

func isNode(def *ast.Definition) bool { return def.Fields.ForName("id") != nil }

// flat reports whether a type has leaves alone, such as a date.
func flat(def *ast.Definition) bool {
	return !def.IsAbstractType() &&
		!slices.ContainsFunc(
			def.Fields,
			func(f *ast.FieldDefinition) bool { return schema.Types[f.Type.Name()].IsCompositeType() },
		)
}

// quotedIDs are ids of the nodes of a type, or of the types that implement it: one of them, where the field takes one.
func quotedIDs(ids map[string][]string, f *ast.FieldDefinition, typ *ast.Definition) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(ids)) {
		if name == typ.Name || slices.Contains(schema.Types[name].Interfaces, typ.Name) {
			out = append(out, ids[name]...)
		}
	}
	if f.Arguments[0].Type.Elem == nil {
		out = out[:min(1, len(out))]
	}
	return strings.Join(out, ",")
}

// someIDs are a few quoted ids of each object type of a batch.
func someIDs(b graph.Batch) map[string][]string {
	const few = 4
	out := map[string][]string{}
	add := func(typ, id string) {
		if len(out[typ]) < few {
			text, _ := json.Marshal(id)
			out[typ] = append(out[typ], string(text))
		}
	}
	for _, e := range slices.Backward(b.Events) {
		add(graph.Types[e.Kind], e.ID)
	}
	for _, r := range b.Sources {
		add("Source", r.ID)
	}
	for _, r := range b.Countries {
		add("Country", r.ID)
	}
	for _, r := range b.Aggregates {
		add("Aggregate", r.ID)
	}
	for _, r := range b.Places {
		add("Place", r.ID)
	}
	for _, r := range b.Organizations {
		add("Organization", r.ID)
	}
	for _, r := range b.Posts {
		add("Post", r.ID)
	}
	for _, r := range b.Officials {
		add("Official", r.ID)
	}
	for _, r := range b.Tenures {
		add("Tenure", r.ID)
	}
	for _, r := range b.Commodities {
		add("Commodity", r.ID)
	}
	for _, r := range b.Series {
		add("TradeSeries", r.ID)
	}
	for _, r := range b.Figures {
		add("TradeFigure", r.ID)
	}
	return out
}
