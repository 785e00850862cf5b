package resolvers

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"demarche/graph/answer"
)

// The project's own schema has neither unrelated interfaces of one object nor fields whose types or defaults differ
// between an interface and its objects; a schema may.
var loose = gqlparser.MustLoadSchema(&ast.Source{Input: `
	interface Thing { id: ID! }
	interface A { it: Thing, name: String, many(first: Int = 1): [Thing] }
	interface B { it: Thing }
	type Strict implements A & B { it: Part!, name: String!, many(first: Int = 2): [Thing!]! }
	type Loose implements A { it: Thing, name: String, many(first: Int = 1): [Thing] }
	type Part implements Thing { id: ID!, size: Int }
	type Query { all: [A] }
`})

// things are what Query.all returns.
var things = []any{
	map[string]any{"__typename": "Strict", "it": map[string]any{"__typename": "Part", "id": "p", "size": 1}, "name": "s"},
	map[string]any{"__typename": "Loose", "it": map[string]any{"__typename": "Part", "id": "q", "size": 2}},
	map[string]any{"__typename": "Strict", "it": map[string]any{"__typename": "Part", "id": "r"}},
}

func TestReaderOverLooseInterfaces(t *testing.T) {
	for _, c := range []struct{ name, query, want string }{
		{
			"two unrelated interfaces", `{ all { ... on A { it { id } } ... on B { it { ... on Part { size } } } } }`,
			`[{"it":{"id":"p","size":1}},{"it":{"id":"q"}},{"it":{"id":"r","size":null}}]`,
		},
		{
			"null where only one type allows it", `{ all { name } }`,
			`[{"name":"s"},{"name":null},null] [2 name]`,
		},
		{
			"one selection of two types", `{ all { ... on A { it { __typename id } } } }`,
			`[{"it":{"__typename":"Part","id":"p"}},{"it":{"__typename":"Part","id":"q"}},{"it":{"__typename":"Part","id":"r"}}]`,
		},
		{
			"defaults by type", `{ all { many { id } } }`,
			`[{"many":[{"id":"0"},{"id":"1"}]},{"many":[{"id":"0"}]},{"many":[{"id":"0"},{"id":"1"}]}]`,
		},
		{
			"arguments by alias", `{ all { a: many { id } b: many(first: 0) { id } c: many(first: 1) { id } } }`,
			`[{"a":[{"id":"0"},{"id":"1"}],"b":[],"c":[{"id":"0"}]},{"a":[{"id":"0"}],"b":[],"c":[{"id":"0"}]},{"a":[{"id":"0"},{"id":"1"}],"b":[],"c":[{"id":"0"}]}]`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, answered(t, c.query)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// answered reads the only field of a document and writes it over things, with the paths of errors.
func answered(t *testing.T, query string) string {
	t.Helper()
	doc, errs := gqlparser.LoadQueryWithRules(loose, query, nil)
	if errs != nil {
		t.Fatal(errs)
	}
	op := &graphql.OperationContext{Doc: doc, Operation: doc.Operations[0], Variables: map[string]any{}}
	all := graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Query"})[0]
	ctx := graphql.WithOperationContext(context.Background(), op)
	ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{Object: "Query", Field: all})
	w := newPlans(loose).projection(ctx)
	a := w.Write(rowsOf(w, w.Field, things))
	out := string(a.JSON)
	for _, e := range a.Errors {
		out += fmt.Sprintf(" %v", e.Path)
	}
	return out
}

// rowsOf is what a store returns for a value.
func rowsOf(w answer.Projection, f *answer.Field, v any) any {
	switch v := v.(type) {
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = rowsOf(w, f, x)
		}
		return out
	case map[string]any:
		var row []any
		if f.Of.Abstract {
			row = append(row, v["__typename"])
		}
		for _, g := range f.Of.Fields {
			row = append(row, rowsOf(w, g, cellOf(w, g, v)))
		}
		return row
	}
	return v
}

// cellOf is a field of a thing; there are as many as are asked for.
func cellOf(w answer.Projection, f *answer.Field, v map[string]any) any {
	if f.Name != "many" {
		return v[f.Name]
	}
	typ, _ := v["__typename"].(string)
	if slices.Contains(f.On, typ) {
		out := []any{}
		for i := range w.Args[f.Arg].Values["first"].(int64) {
			out = append(out, map[string]any{"__typename": "Part", "id": fmt.Sprint(i)})
		}
		return out
	}
	return nil
}
