// Package documents writes random valid GraphQL documents, for tests that compare two ways to execute them.
package documents

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// Writer says what documents are made of.
type Writer struct {
	Schema    *ast.Schema
	Roots     []string            // fields of Query; none: all
	Skip      []string            // Type.field: never asked for
	Values    map[string][]string // of arguments, by name or by field.name: literals and variables
	Variables map[string]string   // types of variables that stand in Values, by name with $
	Depth     int                 // of selections below Query
	Fields    int                 // of one selection at most
	Budget    int                 // of fields of a document

	composite   []string // names of the types that a fragment may be on
	overlapping map[string][]*ast.Definition
}

// learn notes what the schema's types have in common.
func (w *Writer) learn() {
	w.overlapping = map[string][]*ast.Definition{}
	for _, t := range w.Schema.Types {
		if t.IsCompositeType() && t != w.Schema.Mutation && t != w.Schema.Subscription && !strings.HasPrefix(t.Name, "__") {
			w.composite = append(w.composite, t.Name)
		}
	}
	slices.Sort(w.composite)
	for _, x := range w.composite {
		for _, y := range w.composite {
			if w.overlap(w.Schema.Types[x], w.Schema.Types[y]) {
				w.overlapping[x] = append(w.overlapping[x], w.Schema.Types[y])
			}
		}
	}
}

func (w *Writer) overlap(x, y *ast.Definition) bool {
	return slices.ContainsFunc(w.Schema.GetPossibleTypes(x), func(t *ast.Definition) bool {
		return slices.Contains(w.Schema.GetPossibleTypes(y), t)
	})
}

// Write returns a valid document of two operations, Q and R. Its boolean variables are $y, $n and $d.
func (w *Writer) Write(r *rand.Rand) string {
	if w.overlapping == nil {
		w.learn()
	}
	for {
		d := &document{Rand: r, Writer: w, used: map[string]string{}, given: map[string]string{}, budget: w.Budget}
		text := d.write()
		if _, errs := gqlparser.LoadQueryWithRules(w.Schema, text, nil); errs == nil {
			return text
		}
	}
}

// A document is one that is being written.
type document struct {
	*rand.Rand
	*Writer
	fragments []fragment
	used      map[string]string // types of variables
	// Arguments by field and their names. They are mostly the same again, since fields under one key merge only then.
	given  map[string]string
	budget int // of fields that may still be written
}

type fragment struct{ name, typ, text string }

func (d *document) chance(p float64) bool { return d.Float64() < p }

func pick[T any](d *document, from []T) T { return from[d.IntN(len(from))] }

func (d *document) write() string {
	for i := range d.IntN(3) {
		f := fragment{name: fmt.Sprintf("F%d", i), typ: pick(d, d.composite)}
		f.text = fmt.Sprintf(" fragment %s on %s %s", f.name, f.typ, d.selection(d.Schema.Types[f.typ], 2))
		d.fragments = append(d.fragments, f)
	}
	q, r := d.selection(d.Schema.Query, d.Depth), d.selection(d.Schema.Query, d.Depth-1)
	used := map[string]bool{}
	text := "query Q" + d.declared(d.reach(q, used)) + " " + q + " query R" + d.declared(d.reach(r, used)) + " " + r
	for _, f := range d.fragments {
		if used[f.name] {
			text += f.text
		}
	}
	return text
}

// reach returns a text with those of all fragments that it reaches, and notes them.
func (d *document) reach(text string, used map[string]bool) string {
	seen := map[string]bool{}
	for again := true; again; {
		again = false
		for _, f := range d.fragments {
			if !seen[f.name] && strings.Contains(text, "..."+f.name) {
				seen[f.name], used[f.name], again = true, true, true
				text += f.text
			}
		}
	}
	return text
}

var variable = regexp.MustCompile(`\$[a-z]+`)

func (d *document) declared(text string) string {
	var out []string
	for _, name := range variable.FindAllString(text, -1) {
		v := name + ": " + d.used[name]
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	if out == nil {
		return ""
	}
	return "(" + strings.Join(out, ", ") + ")"
}

var booleans = map[string]string{"$y": "Boolean!", "$n": "Boolean!", "$d": "Boolean = true"}

func (d *document) directives() string {
	if d.chance(0.9) {
		return ""
	}
	v := pick(d, []string{"true", "false", "$y", "$n", "$d"})
	if typ, ok := booleans[v]; ok {
		d.used[v] = typ
	}
	return " @" + pick(d, []string{"skip", "include"}) + "(if:" + v + ")"
}

func (d *document) selection(typ *ast.Definition, depth int) string {
	var b strings.Builder
	b.WriteString("{ ")
	empty := b.Len()
	for range 1 + d.IntN(d.Fields) {
		b.WriteString(d.selected(typ, depth))
	}
	if b.Len() == empty {
		b.WriteString("__typename ")
	}
	b.WriteString("}")
	return b.String()
}

// selected is one field, fragment or type name.
func (d *document) selected(typ *ast.Definition, depth int) string {
	switch p := d.Float64(); {
	case p < 0.08:
		return pick(d, []string{"__typename ", "tn: __typename "})
	case p < 0.28:
		return d.inline(typ, depth)
	case p < 0.38:
		return d.spread(typ)
	}
	return d.field(typ, depth)
}

func (d *document) inline(typ *ast.Definition, depth int) string {
	if d.budget <= 0 {
		return ""
	}
	if d.chance(0.15) {
		return "..." + d.directives() + " " + d.selection(typ, depth-1) + " "
	}
	on := pick(d, d.overlapping[typ.Name])
	return "... on " + on.Name + d.directives() + " " + d.selection(on, depth-1) + " "
}

func (d *document) spread(typ *ast.Definition) string {
	if len(d.fragments) == 0 {
		return ""
	}
	f := pick(d, d.fragments)
	if !slices.Contains(d.overlapping[typ.Name], d.Schema.Types[f.typ]) {
		return ""
	}
	return "..." + f.name + d.directives() + " "
}

func (d *document) field(typ *ast.Definition, depth int) string {
	var fields ast.FieldList
	for _, f := range typ.Fields {
		below := d.Schema.Types[f.Type.Name()].IsCompositeType()
		switch {
		case strings.HasPrefix(f.Name, "__"), slices.Contains(d.Skip, typ.Name+"."+f.Name), below && (depth <= 0 || d.budget <= 0), typ == d.Schema.Query && len(d.Roots) > 0 && !slices.Contains(d.Roots, f.Name):
		case below: // twice as likely
			fields = append(fields, f, f)
		default:
			fields = append(fields, f)
		}
	}
	if len(fields) == 0 {
		return "__typename "
	}
	f := pick(d, fields)
	d.budget--
	text := d.alias(f) + f.Name + d.arguments(f) + d.directives() + " "
	if t := d.Schema.Types[f.Type.Name()]; t.IsCompositeType() {
		text += d.selection(t, depth-1) + " "
	}
	return text
}

func (d *document) alias(f *ast.FieldDefinition) string {
	if !d.chance(0.25) {
		return ""
	}
	return pick(d, []string{"x", "y" + f.Name[:1], "z" + f.Name[:2], "w" + f.Name, "v" + f.Name}) + ": "
}

func (d *document) arguments(f *ast.FieldDefinition) string {
	if len(f.Arguments) == 0 {
		return ""
	}
	key := f.Name
	for _, a := range f.Arguments {
		key += " " + a.Name
	}
	before, ok := d.given[key]
	if !ok || d.chance(0.1) {
		before = d.fresh(f)
		d.given[key] = before
	}
	for _, name := range variable.FindAllString(before, -1) {
		d.used[name] = d.Variables[name]
	}
	return before
}

func (d *document) fresh(f *ast.FieldDefinition) string {
	var out []string
	for _, a := range f.Arguments {
		if !a.Type.NonNull && d.chance(0.5) {
			continue
		}
		out = append(out, a.Name+": "+pick(d, d.values(f, a)))
	}
	if out == nil {
		return ""
	}
	return "(" + strings.Join(out, ", ") + ")"
}

// values are what an argument may be: as given, else every value of its type, which is an enumeration or Boolean.
func (d *document) values(f *ast.FieldDefinition, a *ast.ArgumentDefinition) []string {
	if v, ok := d.Values[f.Name+"."+a.Name]; ok {
		return v
	}
	if v, ok := d.Values[a.Name]; ok {
		return v
	}
	if a.Type.Name() == "Boolean" {
		return []string{"true", "false"}
	}
	var out []string
	for _, e := range d.Schema.Types[a.Type.Name()].EnumValues {
		out = append(out, e.Name)
	}
	if out == nil {
		panic("no values for the argument " + a.Name + " of " + f.Name)
	}
	return out
}
