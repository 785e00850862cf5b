package operations_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/introspection"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"demarche/schema"
)

// Introspection describes what /schema.graphql shows, type by type, with null for what a kind of type does not have,
// and the specification's directives.
func TestIntrospection(t *testing.T) {
	type object = map[string]any
	var got struct {
		Data struct {
			Schema struct {
				QueryType, MutationType, SubscriptionType object
				Types                                     []object
				Directives                                []object
			} `json:"__schema"`
		}
		Errors []object
	}
	e := executor()
	ctx := graphql.StartOperationTrace(t.Context())
	op, errs := e.CreateOperationContext(
		ctx,
		&graphql.RawParams{Query: introspection.NewQuery(introspection.QueryOptions{OneOf: true})},
	)
	if errs != nil {
		t.Fatal(errs)
	}
	next, ctx := e.DispatchOperation(ctx, op)
	text, err := json.Marshal(next(ctx))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &got); err != nil || got.Errors != nil {
		t.Fatal(err, got.Errors)
	}
	shown, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: schema.SDL()})
	if err != nil {
		t.Fatal(err)
	}
	described := map[string]object{}
	for _, typ := range got.Data.Schema.Types {
		described[typ["name"].(string)] = typ
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(shown.Types)), slices.Sorted(maps.Keys(described))); diff != "" {
		t.Error(diff)
	}
	for name, def := range shown.Types {
		if diff := cmp.Diff(typeOf(shown, def), described[name]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	var directives []string
	for _, d := range got.Data.Schema.Directives {
		directives = append(directives, d["name"].(string))
	}
	if diff := cmp.Diff([]string{"deprecated", "include", "oneOf", "skip", "specifiedBy"}, directives); diff != "" {
		t.Error(diff)
	}
	roots := []any{got.Data.Schema.QueryType["name"], got.Data.Schema.MutationType["name"], got.Data.Schema.SubscriptionType["name"]}
	if diff := cmp.Diff([]any{"Query", "Mutation", "Subscription"}, roots); diff != "" {
		t.Error(diff)
	}
}

// typeOf is what introspection answers of a type.
func typeOf(s *ast.Schema, def *ast.Definition) map[string]any {
	out := map[string]any{
		"kind": string(def.Kind), "name": def.Name, "description": orNull(def.Description), "specifiedByURL": nil,
		"fields": nil, "inputFields": nil, "interfaces": nil, "enumValues": nil, "possibleTypes": nil, "isOneOf": nil,
	}
	if def.Kind == ast.Object || def.Kind == ast.Interface {
		out["fields"] = listOf(slices.DeleteFunc(slices.Clone(def.Fields), func(f *ast.FieldDefinition) bool {
			return strings.HasPrefix(f.Name, "__")
		}), func(f *ast.FieldDefinition) any {
			return map[string]any{
				"name": f.Name, "description": orNull(f.Description), "type": ref(s, f.Type), "isDeprecated": false, "deprecationReason": nil,
				"args": listOf(f.Arguments, func(a *ast.ArgumentDefinition) any {
					return input(s, a.Name, a.Description, a.Type, a.DefaultValue)
				}),
			}
		})
		out["interfaces"] = listOf(def.Interfaces, func(name string) any { return named(s.Types[name]) })
	}
	switch def.Kind { //nolint:exhaustive // the others have no more
	case ast.Interface, ast.Union:
		out["possibleTypes"] = listOf(s.GetPossibleTypes(def), func(d *ast.Definition) any { return named(d) })
	case ast.Enum:
		out["enumValues"] = listOf(def.EnumValues, func(v *ast.EnumValueDefinition) any {
			return map[string]any{"name": v.Name, "description": orNull(v.Description), "isDeprecated": false, "deprecationReason": nil}
		})
	case ast.InputObject:
		out["isOneOf"] = false
		out["inputFields"] = listOf(def.Fields, func(f *ast.FieldDefinition) any {
			return input(s, f.Name, f.Description, f.Type, f.DefaultValue)
		})
	}
	return out
}

func input(s *ast.Schema, name, description string, t *ast.Type, byDefault *ast.Value) map[string]any {
	out := map[string]any{
		"name": name, "description": orNull(description), "type": ref(s, t), "defaultValue": nil, "isDeprecated": false, "deprecationReason": nil,
	}
	if byDefault != nil {
		out["defaultValue"] = byDefault.String()
	}
	return out
}

func named(def *ast.Definition) any {
	return map[string]any{"kind": string(def.Kind), "name": def.Name, "ofType": nil}
}

func ref(s *ast.Schema, t *ast.Type) any {
	switch {
	case t.NonNull:
		inner := *t
		inner.NonNull = false
		return map[string]any{"kind": "NON_NULL", "name": nil, "ofType": ref(s, &inner)}
	case t.Elem != nil:
		return map[string]any{"kind": "LIST", "name": nil, "ofType": ref(s, t.Elem)}
	}
	return named(s.Types[t.NamedType])
}

func listOf[T any](in []T, as func(T) any) any {
	out := make([]any, len(in))
	for i, x := range in {
		out[i] = as(x)
	}
	return out
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}
