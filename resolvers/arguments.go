package resolvers

import (
	"context"
	"errors"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/graph/country"
	"demarche/graph/edtf"
	"demarche/internal/gen"
	"demarche/internal/gqltype"
)

// arguments returns f's arguments in one request: coerced, with defaults.
func arguments(schema *ast.Schema, f *ast.Field, vars map[string]any) (out answer.Args) {
	if out.Values, out.Err = coerced(schema, f, vars); out.Err == nil && f.Definition.Type.Name() == "EventConnection" {
		if out.Timeline, out.Err = timelineArgs(out.Values); out.Err == nil {
			out.Timeline.Filter.Disputed = f.Name == "disputes"
		}
	}
	return out
}

// timelineArgs returns the arguments of a field that returns a page of events.
func timelineArgs(in map[string]any) (*graph.TimelineArgs, error) {
	page, err := graph.PageOf(in)
	out := &graph.TimelineArgs{Page: page}
	if order, ok := in["order"].(string); ok {
		out.Order = graph.Order(order)
	}
	if f, ok := in["filter"].(*graph.Filter); ok {
		out.Filter = *f
	}
	return out, err
}

// coerced returns the values of f's arguments by name.
func coerced(schema *ast.Schema, f *ast.Field, vars map[string]any) (map[string]any, error) {
	raw := f.ArgumentMap(vars)
	out := make(map[string]any, len(raw))
	for _, d := range f.Definition.Arguments {
		v, ok := raw[d.Name]
		if !ok {
			continue
		}
		c, err := coerce(schema, d.Name, d.Type, v)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", d.Name, err)
		}
		out[d.Name] = c
	}
	return out, bounded(f.Definition, out)
}

// bounded refuses numbers of rows that are out of range, wherever the field stands.
func bounded(f *ast.FieldDefinition, args map[string]any) error {
	if f.Arguments.ForName("after") != nil { // a page, which has cursors
		_, err := graph.PageOf(args)
		return err
	}
	if n, ok := args["first"].(int64); ok {
		return graph.CheckSize("first", int(n), graph.MaxPage, "ask for fewer: nothing pages this list")
	}
	return nil
}

// scalars read values of arguments and fields, by their names, from literals and variables.
var scalars = map[string]func(name string, v any) (any, error){
	"Int":      lift(graphql.UnmarshalInt32, func(v int32) any { return int64(v) }),
	"Float":    lift(gqltype.UnmarshalFloat, asIs),
	"String":   lift(graphql.UnmarshalString, asIs),
	"ID":       lift(graphql.UnmarshalID, asIs),
	"Boolean":  lift(graphql.UnmarshalBoolean, asIs),
	"Decimal":  lift(gqltype.UnmarshalDecimal, asIs),
	"DateTime": lift(graphql.UnmarshalTime, asIs),
	"Date":     lift(gqltype.UnmarshalDate, asIs),
	"EDTF":     lift(gqltype.UnmarshalEDTF, asIs),
	"CountryCode": func(name string, v any) (any, error) {
		return lift(func(v any) (string, error) { return gqltype.CountryCode(name, v) }, asIs)(name, v)
	},
}

// inputs make the domain's values of coerced input objects.
var inputs = map[string]func(map[string]any) (any, error){
	"DateRange":   func(in map[string]any) (any, error) { w := window(in); return w, w.Check() },
	"EventFilter": func(in map[string]any) (any, error) { return filter(in), nil },
}

// dateRange reads windows where gqlgen itself reads arguments.
type dateRange struct{}

// DateRange is asked for by gqlgen.
func (r *Root) DateRange() gen.DateRangeResolver { return dateRange{} }

// To takes the end of a window, after its beginning, and refuses one before it.
func (dateRange) To(ctx context.Context, w *graph.Window, to *edtf.Date) error {
	w.To = to
	if err := w.Check(); err != nil {
		return graphql.ErrorOnPath(ctx, fmt.Errorf("%s: %w", argumentPath(ctx), err))
	}
	return nil
}

// argumentPath names the argument that holds the value at hand, such as filter.during.
func argumentPath(ctx context.Context) string {
	whole, field := graphql.GetPath(ctx), graphql.GetFieldContext(ctx).Path()
	return whole[len(field) : len(whole)-1].String()
}

func asIs[T any](v T) any { return v }

func lift[T any](read func(any) (T, error), as func(T) any) func(string, any) (any, error) {
	return func(_ string, v any) (any, error) {
		t, err := read(v)
		if err != nil {
			return nil, inputError(err)
		}
		return as(t), nil
	}
}

// inputError marks what gqlgen's own readers find wrong as the client's mistake.
func inputError(err error) error {
	for _, known := range []error{edtf.ErrBadDate, country.ErrBadCode} {
		if errors.Is(err, known) {
			return err
		}
	}
	return fmt.Errorf("%w: %w", graph.ErrBadInput, err)
}

// coerce gives v, of a literal or a variable, the form that the store expects of an argument or a field of that name
// and type t.
func coerce(schema *ast.Schema, name string, t *ast.Type, v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	if t.Elem != nil {
		return coerceList(schema, name, t.Elem, v)
	}
	def := schema.Types[t.Name()]
	switch def.Kind {
	case ast.InputObject:
		return coerceObject(schema, def, v)
	case ast.Enum:
		return v, nil
	default:
		return scalars[def.Name](name, v)
	}
}

func coerceList(schema *ast.Schema, name string, item *ast.Type, v any) (any, error) {
	list := graphql.CoerceList(v)
	out := make([]any, len(list))
	for i, x := range list {
		var err error
		if out[i], err = coerce(schema, name, item, x); err != nil {
			return nil, fmt.Errorf("[%d]: %w", i, err)
		}
	}
	return out, nil
}

func coerceObject(schema *ast.Schema, def *ast.Definition, v any) (any, error) {
	in, ok := v.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%w: %s is an object", graph.ErrBadInput, def.Name)
	}
	out := make(map[string]any, len(def.Fields))
	read, reads := inputs[def.Name]
	for _, f := range def.Fields {
		if !reads && isGiven(schema, f.Type) {
			continue // the item that it is a part of says what is wrong with it
		}
		x, ok := in[f.Name]
		if !ok && f.DefaultValue != nil {
			var err error
			if x, err = f.DefaultValue.Value(nil); err != nil {
				return nil, fmt.Errorf("%s: %w", f.Name, err)
			}
		}
		c, err := coerce(schema, f.Name, f.Type, x)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		out[f.Name] = c
	}
	if !reads {
		return nil, nil // what a mutation writes: its resolver has it
	}
	return read(out)
}

// isGiven reports whether a field of what a mutation writes holds a scalar of ours.
func isGiven(schema *ast.Schema, t *ast.Type) bool {
	def := schema.Types[t.Name()]
	return def.Kind == ast.Scalar && !def.BuiltIn
}

func window(in map[string]any) *graph.Window {
	return &graph.Window{From: pointer[edtf.Date](in["from"]), To: pointer[edtf.Date](in["to"])}
}

func filter(in map[string]any) *graph.Filter {
	f := &graph.Filter{
		Actors: list[string](in["actors"]), Countries: list[string](in["countries"]), Match: graph.MatchAny,
		Kinds: list[graph.EventKind](in["kinds"]), Roles: list[graph.Role](in["roles"]),
		Places: list[string](in["places"]), Sources: list[string](in["sources"]),
		Certainty: graph.Possible, Text: pointer[string](in["text"]), TopLevel: pointer[bool](in["topLevel"]),
	}
	if m, ok := in["match"].(string); ok {
		f.Match = graph.Match(m)
	}
	if c, ok := in["certainty"].(string); ok {
		f.Certainty = graph.Certainty(c)
	}
	f.During, _ = in["during"].(*graph.Window)
	return f
}

func pointer[T any](v any) *T {
	if t, ok := v.(T); ok {
		return &t
	}
	return nil
}

func list[T ~string](v any) []T {
	in, ok := v.([]any)
	if !ok {
		return nil
	}
	out := make([]T, len(in))
	for i, x := range in {
		s, _ := x.(string)
		out[i] = T(s)
	}
	return out
}
