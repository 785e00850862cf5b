package resolvers

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"demarche/graph/answer"
)

// reader reads one selection of a document.
type reader struct {
	op     *graphql.OperationContext
	schema *ast.Schema
	read   []reading
	args   []*ast.Field
	own    int // how many of args are the read field's own: no field below shares those
}

// A reading is a remembered selection, so that types with equal selections share one Selection.
type reading struct {
	typ  *ast.Definition
	from ast.SelectionSet
	as   *answer.Selection
}

// root reads the resolved field.
func (r *reader) root(f graphql.CollectedField) *answer.Field {
	out := &answer.Field{Name: f.Name, Arg: answer.NoArgs, Type: typeOf(f.Definition.Type)}
	if len(f.Definition.Arguments) > 0 {
		out.Arg = r.argument(f.Field, f.Definition)
	}
	r.own = len(r.args)
	if len(f.Selections) > 0 {
		out.Of = r.selection(r.schema.Types[f.Definition.Type.Name()], f.Selections)
	}
	return out
}

// field reads f. def is its definition on the object type, because an interface's definition may be less strict.
func (r *reader) field(f graphql.CollectedField, def *ast.FieldDefinition) *answer.Field {
	out := &answer.Field{Name: f.Name, Arg: answer.NoArgs, Type: typeOf(def.Type)}
	if len(def.Arguments) > 0 {
		out.Arg = r.argument(f.Field, def)
	}
	if len(f.Selections) > 0 {
		out.Of = r.selection(r.schema.Types[def.Type.Name()], f.Selections)
	}
	return out
}

func typeOf(t *ast.Type) answer.Type {
	out := answer.Type{NonNull: t.NonNull}
	if t.Elem != nil {
		item := typeOf(t.Elem)
		out.Item = &item
	}
	return out
}

// argument returns the index of f's arguments; fields with the same arguments share one.
func (r *reader) argument(f *ast.Field, def *ast.FieldDefinition) int {
	f = &ast.Field{Name: f.Name, Arguments: f.Arguments, Definition: def}
	i := slices.IndexFunc(r.args[r.own:], func(g *ast.Field) bool {
		return g.Name == f.Name && sameArguments(g.Definition.Arguments, def.Arguments) &&
			slices.EqualFunc(g.Arguments, f.Arguments, sameArgument)
	})
	if i < 0 {
		r.args = append(r.args, f)
		return len(r.args) - 1
	}
	return r.own + i
}

func sameArgument(a, b *ast.Argument) bool {
	return a.Name == b.Name && a.Value.String() == b.Value.String()
}

// sameArguments reports whether two definitions have the same arguments with the same defaults. Definitions of one
// interface field on several object types do.
func sameArguments(a, b ast.ArgumentDefinitionList) bool {
	return slices.EqualFunc(a, b, func(x, y *ast.ArgumentDefinition) bool {
		return x.Name == y.Name && x.Type.String() == y.Type.String() && x.DefaultValue.String() == y.DefaultValue.String()
	})
}

func (r *reader) selection(typ *ast.Definition, from ast.SelectionSet) *answer.Selection {
	for _, x := range r.read {
		if x.typ == typ && slices.Equal(x.from, from) {
			return x.as
		}
	}
	s := answer.NewSelection(typ.Name, typ.IsAbstractType())
	var last []answer.Key
	for _, t := range r.schema.GetPossibleTypes(typ) {
		if t.IsAbstractType() {
			continue // Actor is among the possible types of Node, but no node has it as its own
		}
		if keys := r.layout(s, t, from); !slices.Equal(keys, last) {
			last = keys
		}
		s.SetLayout(t.Name, last) // of most types the same one
	}
	r.read = append(r.read, reading{typ, from, s})
	return s
}

func (r *reader) layout(s *answer.Selection, t *ast.Definition, from ast.SelectionSet) []answer.Key {
	satisfies := []string{t.Name}
	for _, i := range r.schema.GetImplements(t) {
		satisfies = append(satisfies, i.Name)
	}
	fields := merged(graphql.CollectFields(r.op, from, satisfies))
	keys := make([]answer.Key, len(fields))
	for i, f := range fields {
		keys[i] = answer.Key{Open: strconv.Quote(f.Alias) + ":", Alias: f.Alias, Value: answer.Typename}
		if f.Name != "__typename" {
			keys[i].Value = s.Add(r.field(f, t.Fields.ForName(f.Name)), t.Name)
		}
	}
	return keys
}

// merged joins fields that CollectFields separates: one key reached through two unrelated interfaces of an object.
func merged(fields []graphql.CollectedField) []graphql.CollectedField {
	out := fields[:0:0]
	for _, f := range fields {
		i := slices.IndexFunc(out, func(g graphql.CollectedField) bool { return g.Alias == f.Alias })
		if i < 0 {
			out = append(out, f)
			continue
		}
		out[i].Selections = append(slices.Clip(out[i].Selections), f.Selections...)
	}
	return out
}

// shape encodes what is read of f, without the keys of the answer. values decides between the values of arguments and
// their positions.
func (r *reader) shape(b []byte, f *answer.Field, values bool) []byte {
	b = append(b, f.Name...)
	switch {
	case f.Arg == answer.NoArgs:
	case values:
		for _, a := range r.args[f.Arg].Arguments {
			b = fmt.Appendf(b, " %s:%s", a.Name, a.Value)
		}
	default:
		b = fmt.Appendf(b, " %d", f.Arg)
	}
	if f.Of == nil {
		return append(b, ' ')
	}
	b = append(append(b, f.Of.Type...), '{')
	for _, g := range f.Of.Fields {
		b = fmt.Appendf(b, "%v", g.On)
		b = r.shape(b, g, values)
	}
	return append(b, '}')
}
