package httpd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/introspection"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

const fakeSDL = `
type Query {
  "One event."
  event(id: ID!): Event
  nodes(ids: [ID!]!): [Event]
  timeline(first: Int, after: String, last: Int): EventConnection
  relationshipMap(around: [ID!]!, maxNodes: Int = 200): RelationshipMap
  search(text: String!, first: Int = 20): [Event!]
  "Fails."
  broken: String
  panics: String
  "Answers when it is told to."
  slow: String
}
type Mutation { rename(id: ID!, title: String!): Event }
type Subscription { recorded: Event! }
type EventConnection { edges: [EventEdge!]! nodes: [Event!]! pageInfo: PageInfo! totalCount: Int! }
type EventEdge { cursor: String! node: Event! }
type PageInfo { hasNextPage: Boolean! }
type RelationshipMap { nodes: [Event!]! omitted: Int! }
type Event {
  id: ID!
  title(upper: Boolean = false): String
  participants(first: Int = 50): [Event!]!
  sources: [Event!]!
  partOf: Event
  timeline(first: Int, after: String): EventConnection!
}
`

type fakeData = map[string]any

// fakeSchema executes operations over maps and functions, and over gqlgen's introspection values by reflection.
type fakeSchema struct {
	schema *ast.Schema
	query  fakeData
}

func newFakeSchema(t testing.TB, query fakeData) *fakeSchema {
	t.Helper()
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "fake", Input: fakeSDL})
	if err != nil {
		t.Fatal(err)
	}
	return &fakeSchema{schema, query}
}

func (f *fakeSchema) Schema() *ast.Schema { return f.schema }

func (f *fakeSchema) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (f *fakeSchema) Exec(ctx context.Context) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	if op.Operation.Operation == ast.Subscription {
		return f.subscribe(ctx, op)
	}
	answered := false
	return func(ctx context.Context) *graphql.Response {
		if answered {
			return nil
		}
		answered = true
		return &graphql.Response{Data: f.root(ctx, op)}
	}
}

// subscribe answers with what the function "recorded" puts into the channel that it is given, in one buffer as gqlgen
// does.
func (f *fakeSchema) subscribe(ctx context.Context, op *graphql.OperationContext) graphql.ResponseHandler {
	out := make(chan any)
	go func() {
		defer close(out)
		if produce, ok := f.query["recorded"].(func(context.Context, chan<- any)); ok {
			produce(ctx, out)
		}
	}()
	field := graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Subscription"})[0]
	var b bytes.Buffer
	return func(ctx context.Context) *graphql.Response {
		select {
		case <-ctx.Done():
			return nil
		case v, ok := <-out:
			if !ok {
				return nil
			}
			b.Reset()
			fmt.Fprintf(&b, "{%q:", field.Alias)
			if err, failed := v.(error); failed {
				graphql.AddError(ctx, err)
				v = nil
			}
			writeFake(&b, op, field, v)
			b.WriteByte('}')
			return &graphql.Response{Data: b.Bytes()}
		}
	}
}

func (f *fakeSchema) root(ctx context.Context, op *graphql.OperationContext) []byte {
	var b bytes.Buffer
	b.WriteByte('{')
	name := map[ast.Operation]string{ast.Query: "Query", ast.Mutation: "Mutation"}[op.Operation.Operation]
	for i, field := range graphql.CollectFields(op, op.Operation.SelectionSet, []string{name}) {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%q:", field.Alias)
		rc := graphql.WithRootFieldContext(ctx, &graphql.RootFieldContext{Object: name, Field: field})
		op.RootResolverMiddleware(rc, func(ctx context.Context) graphql.Marshaler {
			v, err := f.rootValue(ctx, field, op)
			if err != nil {
				graphql.AddError(ctx, err)
			}
			writeFake(&b, op, field, v)
			return graphql.Null
		})
	}
	b.WriteByte('}')
	return b.Bytes()
}

func (f *fakeSchema) rootValue(
	ctx context.Context,
	field graphql.CollectedField,
	op *graphql.OperationContext,
) (any, error) {
	if op.DisableIntrospection {
		return nil, errors.New("introspection disabled")
	}
	switch field.Name {
	case "__schema":
		return introspection.WrapSchema(f.schema), nil
	case "__type":
		args := field.ArgumentMap(op.Variables)
		return introspection.WrapTypeFromDef(f.schema, f.schema.Types[args["name"].(string)]), nil
	case "__typename":
		return field.ObjectDefinition.Name, nil
	}
	switch v := f.query[field.Name].(type) {
	case error:
		return nil, v
	case func(context.Context) (any, error):
		return v(ctx)
	default:
		return v, nil
	}
}

func writeFake(b *bytes.Buffer, op *graphql.OperationContext, field graphql.CollectedField, v any) {
	rv := reflect.ValueOf(v)
	for rv.Kind() == reflect.Interface || (rv.Kind() == reflect.Pointer && len(field.Selections) == 0) {
		rv = rv.Elem()
	}
	switch {
	case !rv.IsValid() || (rv.Kind() == reflect.Pointer && rv.IsNil()):
		b.WriteString("null")
	case rv.Kind() == reflect.Slice:
		b.WriteByte('[')
		for i := range rv.Len() {
			if i > 0 {
				b.WriteByte(',')
			}
			writeFake(b, op, field, rv.Index(i).Interface())
		}
		b.WriteByte(']')
	case len(field.Selections) == 0:
		j, _ := json.Marshal(rv.Interface())
		b.Write(j)
	default:
		b.WriteByte('{')
		for i, sub := range graphql.CollectFields(op, field.Selections, nil) {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(b, "%q:", sub.Alias)
			writeFake(b, op, sub, fakeProperty(rv, sub, op))
		}
		b.WriteByte('}')
	}
}

func fakeProperty(rv reflect.Value, field graphql.CollectedField, op *graphql.OperationContext) any {
	if m, ok := reflect.TypeAssert[fakeData](rv); ok {
		if field.Name == "__typename" {
			return field.ObjectDefinition.Name
		}
		return m[field.Name]
	}
	if rv.Kind() != reflect.Pointer {
		p := reflect.New(rv.Type())
		p.Elem().Set(rv)
		rv = p
	}
	name := strings.ToUpper(field.Name[:1]) + field.Name[1:]
	if name == "SpecifiedByURL" || name == "IsOneOf" || !rv.MethodByName(name).IsValid() {
		if f := rv.Elem().FieldByName(name); f.IsValid() {
			return f.Interface()
		}
	}
	m := rv.MethodByName(name)
	if !m.IsValid() {
		return nil
	}
	var in []reflect.Value
	if m.Type().NumIn() == 1 {
		deprecated, _ := field.ArgumentMap(op.Variables)["includeDeprecated"].(bool)
		in = append(in, reflect.ValueOf(deprecated))
	}
	return m.Call(in)[0].Interface()
}
