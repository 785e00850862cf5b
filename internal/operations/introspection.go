package operations

import (
	"context"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/introspection"
)

// described are the fields of __Type that only some kinds of types have, by those kinds.
var described = map[string][]string{
	"fields":        {"OBJECT", "INTERFACE"},
	"interfaces":    {"OBJECT", "INTERFACE"},
	"possibleTypes": {"INTERFACE", "UNION"},
	"enumValues":    {"ENUM"},
	"inputFields":   {"INPUT_OBJECT"},
	"isOneOf":       {"INPUT_OBJECT"},
}

// introspected answers fields of introspection as graphql-js does: what a kind of type does not have is null, where
// gqlgen has an empty list or false, and no directive is listed that is refused.
func introspected(ctx context.Context, next graphql.Resolver) (any, error) {
	v, err := next(ctx)
	field := graphql.GetFieldContext(ctx)
	switch {
	case err != nil:
	case field.Object == "__Type":
		kinds, bound := described[field.Field.Name]
		if of := typeAround(field); bound && of != nil && !slices.Contains(kinds, of.Kind()) {
			return nil, nil
		}
	case field.Object == "__Schema" && field.Field.Name == "directives":
		if all, ok := v.([]introspection.Directive); ok {
			return slices.DeleteFunc(
				all,
				func(d introspection.Directive) bool { return slices.Contains(unsupported, d.Name) },
			), nil
		}
	}
	return v, err
}

// typeAround is the type that a field describes.
func typeAround(field *graphql.FieldContext) *introspection.Type {
	if field.Parent == nil {
		return nil
	}
	switch t := field.Parent.Result.(type) {
	case *introspection.Type:
		return t
	case **introspection.Type:
		return *t
	}
	return nil
}
