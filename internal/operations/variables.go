package operations

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/core"
)

const (
	maxVariableErrors = 50 // no more are looked for
	failedCode        = "GRAPHQL_VALIDATION_FAILED"
)

// variables returns the values of the variables of a validated operation, by the specification's rules of input
// coercion: an Int is an int64, a Float a float64, a String, an ID and a value of an enumeration a string. Values of
// custom scalars stay as they are given: who reads them says what is wrong. Given is decoded JSON with numbers as
// json.Number; it is not changed. Each error names the variable, the way to the value in it, the value, and what may
// stand there.
func variables(schema *ast.Schema, op *ast.OperationDefinition, given map[string]any) (map[string]any, gqlerror.List) {
	c := coercer{schema: schema}
	out := make(map[string]any, len(op.VariableDefinitions))
	for _, def := range op.VariableDefinitions {
		c.variable(out, def, given)
	}
	if c.errs == nil {
		c.nulls(op, out)
	}
	return out, c.errs
}

// A coercer coerces the values of variables, one after another.
type coercer struct {
	schema *ast.Schema
	def    *ast.VariableDefinition
	path   ast.Path // of the value at hand in the variable
	errs   gqlerror.List
}

func (c *coercer) variable(out map[string]any, def *ast.VariableDefinition, given map[string]any) {
	c.def, c.path = def, nil
	value, ok := given[def.Variable]
	switch {
	case ok:
		out[def.Variable] = c.value(def.Type, value)
	case def.DefaultValue != nil:
		value, err := def.DefaultValue.Value(nil)
		if err != nil {
			c.fail("its default cannot be read: %v", err)
		}
		out[def.Variable] = value
	case def.Type.NonNull:
		c.fail("it is missing: give it a value of the type %s", def.Type)
	}
}

// fail reports what is wrong with the value at hand.
func (c *coercer) fail(format string, args ...any) {
	err := &gqlerror.Error{
		Message:    "variable " + c.at() + ": " + fmt.Sprintf(format, args...),
		Path:       append(ast.Path{ast.PathName("variable"), ast.PathName(c.def.Variable)}, c.path...),
		Extensions: map[string]any{"code": failedCode},
	}
	if p := c.def.Position; p != nil {
		err.Locations = []gqlerror.Location{{Line: p.Line, Column: p.Column}}
	}
	c.errs = append(c.errs, err)
}

// at spells the value at hand: $filter.countries[1].
func (c *coercer) at() string {
	var b strings.Builder
	b.WriteString("$" + c.def.Variable)
	for _, step := range c.path {
		switch step := step.(type) {
		case ast.PathName:
			b.WriteString("." + string(step))
		case ast.PathIndex:
			b.WriteString("[" + strconv.Itoa(int(step)) + "]")
		}
	}
	return b.String()
}

func (c *coercer) value(t *ast.Type, v any) any {
	switch {
	case len(c.errs) >= maxVariableErrors:
		return nil
	case v == nil && t.NonNull:
		c.fail("it is null: give it a value of the type %s", t)
		return nil
	case v == nil:
		return nil
	case t.Elem != nil:
		return c.list(t.Elem, v)
	}
	def := c.schema.Types[t.NamedType]
	switch def.Kind {
	case ast.InputObject:
		return c.object(def, v)
	case ast.Enum:
		return c.enum(def, v)
	default:
		return c.scalar(def.Name, v)
	}
}

// list coerces a list, or a single value, which is a list of one.
func (c *coercer) list(item *ast.Type, v any) any {
	given, ok := v.([]any)
	if !ok {
		return []any{c.value(item, v)}
	}
	out := make([]any, len(given))
	for i, x := range given {
		c.path = append(c.path, ast.PathIndex(i))
		out[i] = c.value(item, x)
		c.path = c.path[:len(c.path)-1]
	}
	return out
}

// object coerces an object. A field that is left out stays so: where it is read, its default is filled in.
func (c *coercer) object(def *ast.Definition, v any) any {
	given, ok := v.(map[string]any)
	if !ok {
		c.fail("%s is not a value of %s: give an object with fields of %s", shown(v), def.Name, listed(fieldNames(def)))
		return nil
	}
	out := make(map[string]any, len(def.Fields))
	known := 0
	for _, f := range def.Fields {
		x, ok := given[f.Name]
		c.path = append(c.path, ast.PathName(f.Name))
		switch {
		case ok:
			known++
			out[f.Name] = c.value(f.Type, x)
		case f.Type.NonNull && f.DefaultValue == nil:
			c.fail("it is missing: give it a value of the type %s", f.Type)
		}
		c.path = c.path[:len(c.path)-1]
	}
	if known < len(given) {
		c.unknown(def, given)
	}
	return out
}

func (c *coercer) unknown(def *ast.Definition, given map[string]any) {
	names := fieldNames(def)
	for name := range given {
		if slices.Contains(names, name) {
			continue
		}
		if len(c.errs) >= maxVariableErrors {
			return
		}
		c.fail("%s has no field %s; %s", def.Name, shown(name), instead(name, names, "its fields are "))
	}
}

func fieldNames(def *ast.Definition) []string {
	names := make([]string, len(def.Fields))
	for i, f := range def.Fields {
		names[i] = f.Name
	}
	return names
}

// enum returns v where it is a value of an enumeration, in its letter case.
func (c *coercer) enum(def *ast.Definition, v any) any {
	text, ok := v.(string)
	if ok && def.EnumValues.ForName(text) != nil {
		return text
	}
	c.fail("%s is not a value of %s; %s", shown(v), def.Name, instead(text, valueNames(def), "its values are "))
	return nil
}

func valueNames(def *ast.Definition) []string {
	names := make([]string, len(def.EnumValues))
	for i, value := range def.EnumValues {
		names[i] = value.Name
	}
	return names
}

// instead is what may stand in the place of text: the nearest name, and all.
func instead(text string, names []string, these string) string {
	all := these + listed(names)
	if near := core.SuggestionList(clipped(text), names); len(near) > 0 {
		return "did you mean " + near[0] + "? " + strings.ToUpper(all[:1]) + all[1:]
	}
	return all
}

// listed is "A, B and C".
func listed(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// scalar coerces a value of a built-in scalar.
func (c *coercer) scalar(name string, v any) any {
	var out any
	var ok bool
	var expected string
	switch name {
	case "Int":
		out, ok = whole(v)
		expected = "a whole number from -2147483648 to 2147483647, without quotes"
	case "Float":
		out, ok = number(v)
		expected = "a number, without quotes"
	case "Boolean":
		out, ok = v.(bool)
		expected = "true or false, without quotes"
	case "String":
		out, ok = v.(string)
		expected = "a text in quotes"
	case "ID":
		out, ok = id(v)
		expected = "a text in quotes, or a whole number"
	default:
		return v
	}
	if !ok {
		c.fail("%s is not a value of %s: give %s", shown(v), name, expected)
		return nil
	}
	return out
}

// whole reads an Int. In JSON 2 and 2.0 are the same number.
func whole(v any) (int64, bool) {
	n, ok := v.(json.Number)
	if !ok {
		return 0, false
	}
	if i, err := strconv.ParseInt(n.String(), 10, 32); err == nil {
		return i, true
	}
	f, err := n.Float64()
	if err != nil || f != math.Trunc(f) || f < math.MinInt32 || f > math.MaxInt32 {
		return 0, false
	}
	return int64(f), true
}

func number(v any) (float64, bool) {
	n, ok := v.(json.Number)
	if !ok {
		return 0, false
	}
	f, err := n.Float64() // which fails beyond the largest one
	return f, err == nil
}

// id reads an ID: a text, or an integer, whose digits are the text.
func id(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case json.Number:
		if text := v.String(); !strings.ContainsAny(text, ".eE") {
			return text, true
		}
		i, ok := whole(v)
		return strconv.FormatInt(i, 10), ok
	}
	return "", false
}

// shown is the beginning of a value as JSON has it, or its kind.
func shown(v any) string {
	switch v := v.(type) {
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	case string:
		return strconv.Quote(clipped(v))
	default:
		return clipped(fmt.Sprint(v))
	}
}

func clipped(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
