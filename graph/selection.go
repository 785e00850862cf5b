package graph

import (
	"maps"
	"slices"
)

// Want is the selection of a caller below a field, with the arguments of this request.
type Want struct {
	*Field
	Args  []Args // by Field.Arg
	Shape string // equal for wants that read the same columns; response keys may differ
	Form  string // equal for wants that read the same columns; response keys and argument values may differ
}

// Own returns the arguments of the wanted field itself, or the error in them.
func (w Want) Own() (map[string]any, error) {
	if w.Arg == NoArgs {
		return nil, nil
	}
	return w.Args[w.Arg].Values, w.Args[w.Arg].Err
}

// Having returns w with one more argument of the wanted field.
func (w Want) Having(name string, value any) (Want, error) {
	own, err := w.Own()
	if err != nil {
		return w, err
	}
	values := maps.Clone(own)
	if values == nil {
		values = map[string]any{}
	}
	values[name] = value
	w.Args = slices.Clone(w.Args)
	w.Args[w.Arg].Values = values
	return w, nil
}

// Args holds the coerced arguments of one field, including defaults. If Err is set, every field with these arguments
// fails.
type Args struct {
	Values map[string]any
	Err    error
}

// Field is something to read of an object. It belongs to a document, all requests of the document share it, and it
// never changes. Fields that differ only in their keys are one Field.
type Field struct {
	Name string
	Arg  int // NoArgs, or an index into Want.Args
	Type Type
	Of   *Selection // nil for a leaf
	On   []string   // the object types that it is read of
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

// Lay sets the keys of the answer for objects of type typ.
func (s *Selection) Lay(typ string, keys []Key) {
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
