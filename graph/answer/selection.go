// Package answer holds what a caller selects and writes the values that a store returns for it as JSON.
//
// A caller's selection is a [Projection], a tree that knows neither GraphQL nor Neo4j. A store returns leaves as plain
// values, lists as []any, and objects as rows: a row is a []any with one value for each selected field. The object
// types of [ComputedTypes] have no rows: one Go value holds all of their fields, and one table lists how each field is
// written. [Projection.Write] writes all of these by the rules of the GraphQL specification.
package answer

import (
	"slices"

	"demarche/graph"
)

// Projection is what a caller selects of a field, with the arguments of this request.
type Projection struct {
	*Field
	Args []Args // by Field.Arg
	// CacheKey is equal for projections that read the same columns. Response keys may differ.
	CacheKey string
	// StatementKey is equal for projections that read the same columns. Response keys and argument values may differ.
	StatementKey string
}

// RootArgs returns the arguments of the selected field itself, or the error in them.
func (p Projection) RootArgs() (map[string]any, error) {
	if p.Arg == NoArgs {
		return nil, nil
	}
	return p.Args[p.Arg].Values, p.Args[p.Arg].Err
}

// WithFilter returns a copy of p whose selected field is a timeline of the events of a filter. It returns the error in
// the arguments of that field, if there is one.
func (p Projection) WithFilter(f graph.Filter) (Projection, error) {
	if _, err := p.RootArgs(); err != nil {
		return p, err
	}
	p.Args = slices.Clone(p.Args)
	p.Args[p.Arg] = p.Args[p.Arg].withFilter(f)
	return p, nil
}

// Args holds the coerced arguments of one field, including defaults. If Err is set, every field with these arguments
// fails.
type Args struct {
	Values   map[string]any
	Timeline *graph.TimelineArgs // the same of a timeline; nil: the field is none
	Err      error
}

// withFilter returns arguments with another filter of their timeline.
func (a Args) withFilter(f graph.Filter) Args {
	timeline := graph.TimelineArgs{}
	if a.Timeline != nil {
		timeline = *a.Timeline
	}
	timeline.Filter = f
	a.Timeline = &timeline
	return a
}

// page returns the page that the arguments select.
func (a Args) page() (graph.Page, error) {
	if a.Timeline != nil {
		return a.Timeline.Page, nil
	}
	return graph.PageOf(a.Values)
}

// Field is a selected field of an object. All requests of a document share its fields, which never change. Selected
// fields that differ only in their keys are one Field.
type Field struct {
	Name string
	Arg  int // NoArgs, or an index into Projection.Args
	Type Type
	Of   *Selection // nil for a leaf
	On   []string   // the object types that have it in the selection
}

// NoArgs is the Arg of a field without arguments.
const NoArgs = -1

// Type describes which levels of a value may be null.
type Type struct {
	NonNull bool
	Item    *Type // of a list
}

func (t *Type) equal(u *Type) bool {
	if t == nil || u == nil {
		return t == u
	}
	return t.NonNull == u.NonNull && t.Item.equal(u.Item)
}

// Selection lists the selected fields of an object. A row holds one value for each of Fields, in order. If Abstract is
// set, the name of the object's type comes first.
type Selection struct {
	Type     string // as the schema names it: an object type, an interface or a union
	Abstract bool
	Fields   []*Field
	Layouts  map[string][]Key // the keys of the answer, in order, by object type

	only     []Key // of the one object type, where not Abstract
	computed *computedType
	writers  []fieldWriter // of Fields, where computed; nil for a field that the type's table lacks
}

// NewSelection returns an empty selection of the type of that name.
func NewSelection(name string, abstract bool) *Selection {
	return &Selection{Type: name, Abstract: abstract, Layouts: map[string][]Key{}, computed: computedTypes[name]}
}

// Key is a key of the answer and the index of its value.
type Key struct {
	Open  string // the key as JSON, with its colon
	Alias string
	Value int // an index into Fields, or Typename
}

// Typename is the Value of a Key that holds the name of the object's type.
const Typename = -1

// Add adds f, which is read of objects of type typ, and returns its index. A field that exists already is not added
// again.
func (s *Selection) Add(f *Field, typ string) int {
	i := slices.IndexFunc(s.Fields, func(g *Field) bool {
		return g.Name == f.Name && g.Of == f.Of && g.Arg == f.Arg && g.Type.equal(&f.Type)
	})
	if i < 0 {
		i, s.Fields = len(s.Fields), append(s.Fields, f)
		if s.computed != nil {
			s.writers = append(s.writers, s.computed.fields[f.Name])
		}
	}
	s.Fields[i].On = append(s.Fields[i].On, typ)
	return i
}

// SetLayout sets the keys of the answer for objects of type typ.
func (s *Selection) SetLayout(typ string, keys []Key) {
	s.Layouts[typ] = keys
	s.only = keys
}

// Computed reports whether objects of the selected type are computed from one value that the store returns, and have no
// row.
func (s *Selection) Computed() bool { return s.computed != nil && !s.computed.partial }

// Wants reports whether the selection has a field of that name.
func (s *Selection) Wants(name string) bool {
	return slices.ContainsFunc(s.Fields, func(f *Field) bool { return f.Name == name })
}
