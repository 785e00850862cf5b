package operations_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"demarche/internal/gen"
)

// A position is where a leaf of a variable can stand: in a document whose one variable is $v, at a way into its value.
type position struct {
	document string
	of       *ast.Definition // the leaf's type
	at       string          // as errors spell it: $v.participants[0].roles[0]
	value    func(leaf any) any
}

// positions are all leaves of all arguments of all fields, in lists and input objects to any depth.
func positions(t *testing.T) []position {
	t.Helper()
	schema := gen.NewExecutableSchema(gen.Config{}).Schema()
	w := writer{schema}
	var out []position
	for _, root := range []*ast.Definition{schema.Query, schema.Mutation, schema.Subscription} {
		w.reach(root, func(typ *ast.Definition, around func(string) string) {
			for _, f := range typ.Fields {
				for _, arg := range f.Arguments {
					document := fmt.Sprintf("%s($v: %s) %s", root2keyword[root.Name], arg.Type, around(w.field(f, arg)))
					w.leaves(arg.Type, "$v", func(v any) any { return v }, func(of *ast.Definition, at string, value func(any) any) {
						out = append(out, position{document, of, at, value})
					})
				}
			}
		})
	}
	if len(out) < 100 {
		t.Fatalf("only %d places", len(out))
	}
	return out
}

var root2keyword = map[string]string{"Query": "query", "Mutation": "mutation", "Subscription": "subscription"}

// A writer writes documents of a schema.
type writer struct{ schema *ast.Schema }

// reach visits every type below root once, with what writes a document around a field of that type.
func (w writer) reach(root *ast.Definition, visit func(*ast.Definition, func(string) string)) {
	type step struct {
		typ    *ast.Definition
		around func(string) string
	}
	seen := map[string]bool{}
	queue := []step{{root, func(s string) string { return "{ " + s + " }" }}}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if seen[at.typ.Name] || strings.HasPrefix(at.typ.Name, "__") {
			continue
		}
		seen[at.typ.Name] = true
		if root.Name != "Query" && at.typ != root {
			continue // reached from Query
		}
		visit(at.typ, at.around)
		for _, f := range at.typ.Fields {
			next := w.schema.Types[f.Type.Name()]
			if !next.IsCompositeType() {
				continue
			}
			queue = append(queue, step{next, func(s string) string { return at.around(w.head(f, nil) + " { " + s + " }") }})
			if next.IsAbstractType() {
				for _, t := range w.schema.GetPossibleTypes(next) {
					queue = append(queue, step{t, func(s string) string {
						return at.around(w.head(f, nil) + " { ... on " + t.Name + " { " + s + " } }")
					}})
				}
			}
		}
	}
}

// field is a selection of f, with $v as the given argument.
func (w writer) field(f *ast.FieldDefinition, given *ast.ArgumentDefinition) string {
	s := w.head(f, given)
	if w.schema.Types[f.Type.Name()].IsCompositeType() {
		s += " { __typename }"
	}
	return s
}

// head is f with the arguments that it needs.
func (w writer) head(f *ast.FieldDefinition, given *ast.ArgumentDefinition) string {
	var args []string
	for _, a := range f.Arguments {
		switch {
		case a == given:
			args = append(args, a.Name+": $v")
		case a.Type.NonNull:
			args = append(args, a.Name+": "+w.literal(a.Type))
		}
	}
	if args == nil {
		return f.Name
	}
	return f.Name + "(" + strings.Join(args, ", ") + ")"
}

func (w writer) literal(t *ast.Type) string {
	if t.Elem != nil {
		return "[" + w.literal(t.Elem) + "]"
	}
	def := w.schema.Types[t.NamedType]
	switch def.Kind { //nolint:exhaustive // the others are scalars here
	case ast.Enum:
		return def.EnumValues[0].Name
	case ast.InputObject:
		var fields []string
		for _, f := range def.Fields {
			if f.Type.NonNull {
				fields = append(fields, f.Name+": "+w.literal(f.Type))
			}
		}
		return "{" + strings.Join(fields, ", ") + "}"
	}
	return map[string]string{
		"Int": "1", "Float": "1.5", "Boolean": "true", "EDTF": `"2025"`, "Date": `"2025-01-01"`, "CountryCode": `"CHN"`, "Decimal": `"1"`,
	}[def.Name] + map[bool]string{true: `"x"`}[def.Name == "ID" || def.Name == "String"]
}

// leaves visits every leaf of a type, with what puts a value there into one that is right elsewhere.
func (w writer) leaves(
	t *ast.Type,
	at string,
	value func(any) any,
	visit func(*ast.Definition, string, func(any) any),
) {
	if t.Elem != nil {
		w.leaves(t.Elem, at+"[0]", func(v any) any { return value([]any{v}) }, visit)
		return
	}
	def := w.schema.Types[t.NamedType]
	if def.Kind != ast.InputObject {
		visit(def, at, value)
		return
	}
	for _, f := range def.Fields {
		w.leaves(f.Type, at+"."+f.Name, func(v any) any {
			fields := w.required(def)
			fields[f.Name] = v
			return value(fields)
		}, visit)
	}
}

// required are the fields that an input object needs.
func (w writer) required(def *ast.Definition) map[string]any {
	out := map[string]any{}
	for _, f := range def.Fields {
		if f.Type.NonNull && f.DefaultValue == nil {
			out[f.Name] = w.sample(f.Type)
		}
	}
	return out
}

func (w writer) sample(t *ast.Type) any {
	if t.Elem != nil {
		return []any{w.sample(t.Elem)}
	}
	def := w.schema.Types[t.NamedType]
	switch def.Kind { //nolint:exhaustive // the others are scalars here
	case ast.Enum:
		return def.EnumValues[0].Name
	case ast.InputObject:
		return w.required(def)
	}
	return samples[def.Name].good[0].given
}
