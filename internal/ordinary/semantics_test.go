package ordinary_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"demarche/graph"
)

// leaves selects every leaf and every date of a node, and of what is no node every field, with the leaves below.
func leaves(typ string) string {
	def := schema.Types[typ]
	if !def.IsCompositeType() {
		return ""
	}
	var b strings.Builder
	b.WriteString("{__typename")
	for _, f := range def.Fields {
		if !isNode(def) || flat(schema.Types[f.Type.Name()]) {
			fmt.Fprintf(&b, " %s%s", f.Name, leaves(f.Type.Name()))
		}
	}
	for _, t := range schema.GetPossibleTypes(def) {
		for _, f := range t.Fields {
			if def.Fields.ForName(f.Name) == nil && !schema.Types[f.Type.Name()].IsCompositeType() {
				fmt.Fprintf(&b, " ...on %s{%s_%s:%s}", t.Name, t.Name, f.Name, f.Name)
			}
		}
	}
	return b.String() + "}"
}

func isNode(def *ast.Definition) bool { return def.Fields.ForName("id") != nil }

// flat reports whether a type is a leaf, or has leaves alone, such as a date.
func flat(def *ast.Definition) bool {
	return !def.IsAbstractType() && !slices.ContainsFunc(def.Fields, func(f *ast.FieldDefinition) bool { return schema.Types[f.Type.Name()].IsCompositeType() })
}

// everyField reads every field of every type of many nodes, with all leaves of what it leads to.
func everyField(t *testing.T, b both, batch graph.Batch) {
	t.Helper()
	nodes := idsByType(batch)
	for _, typ := range []string{"Event", "TradeRelease", "Official", "Country", "Organization", "Post", "Tenure", "Place", "Source", "Commodity", "TradeSeries", "TradeFigure"} {
		for _, f := range schema.Types[typ].Fields {
			if typ == "TradeRelease" && schema.Types["Event"].Fields.ForName(f.Name) != nil || strings.HasPrefix(f.Name, "__") {
				continue
			}
			t.Run(typ+"."+f.Name, func(t *testing.T) {
				q := fmt.Sprintf("query($ids:[ID!]!){nodes(ids:$ids){...on %s{%s%s}}}", typ, f.Name, leaves(f.Type.Name()))
				b.same(t, q, map[string]any{"ids": nodes[typ]})
			})
		}
	}
}

// idsByType lists ids of a batch by the name of their type; of countries only some.
func idsByType(b graph.Batch) map[string][]any {
	out := map[string][]any{
		"Source": ids(b.Sources, func(r graph.Source) string { return r.ID }), "Country": ids(b.Countries, func(r graph.Country) string { return r.ID }),
		"Place": ids(b.Places, func(r graph.Place) string { return r.ID }), "Organization": ids(b.Organizations, func(r graph.Organization) string { return r.ID }),
		"Post": ids(b.Posts, func(r graph.Post) string { return r.ID }), "Official": ids(b.Officials, func(r graph.Official) string { return r.ID }),
		"Tenure": ids(b.Tenures, func(r graph.Tenure) string { return r.ID }), "Commodity": ids(b.Commodities, func(r graph.Commodity) string { return r.ID }),
		"TradeSeries": ids(b.Series, func(r graph.Series) string { return r.ID }), "TradeFigure": ids(b.Figures, func(r graph.Figure) string { return r.ID }),
		"Event": ids(b.Events, func(r graph.Event) string { return r.ID }),
	}
	out["TradeRelease"] = out["Event"]
	const known = "country:CHN country:PRK country:KOR country:USA country:RUS country:JPN country:GBR country:SUHH country:DEU"
	out["Country"] = slices.DeleteFunc(out["Country"], func(id any) bool { return !strings.Contains(known, id.(string)) })
	return out
}

func ids[R any](records []R, id func(R) string) []any {
	out := make([]any, len(records))
	for i, r := range records {
		out[i] = id(r)
	}
	return out
}
