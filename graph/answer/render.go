package answer

import (
	"bytes"
	"fmt"
	"slices"
	"sync"

	"demarche/graph"
)

// Answer holds the JSON of a field's value and the errors below it. JSON is nil if a null propagated to the whole
// value.
type Answer struct {
	JSON   []byte
	Errors []*FieldError
}

// FieldError is an error at Path, which begins below the answer's own field. Its items are keys (string) and indices
// (int).
type FieldError struct {
	Path []any
	Err  error
}

func (e *FieldError) Error() string { return e.Err.Error() }
func (e *FieldError) Unwrap() error { return e.Err }

// Write writes v, which a store returned for p, by the rules of the GraphQL specification. A null in a non-null
// position is an error, and the nearest nullable value above becomes null.
func (p Projection) Write(v any) *Answer {
	r := renderers.Get().(*renderer)
	defer renderers.Put(r)
	r.args, r.b, r.left, r.path, r.errs, r.full = p.Args, r.b[:0], 0, r.path[:0], nil, false
	r.field(p.Field, v)
	if r.full {
		r.b = nil
		return &Answer{Errors: []*FieldError{{Err: fmt.Errorf("%w: the answer is longer than %d MB; ask for less", graph.ErrTooBroad, maxAnswer>>20)}}}
	}
	if string(r.b) == "null" {
		return &Answer{Errors: r.errs}
	}
	a := &Answer{JSON: r.b, Errors: r.errs}
	if len(r.b) > keptBuffer {
		r.b = nil
	} else {
		a.JSON = bytes.Clone(r.b)
	}
	return a
}

// A buffer above this size is returned with the answer: copying megabytes costs more than growing another buffer.
const (
	keptBuffer  = 1 << 20
	largeBuffer = 1 << 18
)

// maxAnswer is the largest size of one field's answer, in bytes.
var maxAnswer = 64 << 20 // less in a test

var renderers = sync.Pool{New: func() any { return new(renderer) }}

type renderer struct {
	args []Args
	b    []byte
	left int // bytes that the lists around may still need, by what they took so far
	path []step
	errs []*FieldError
	full bool // the answer is longer than one may be

	// These are used again for each edge of a map and each participant of a snapshot.
	kinds  []graph.KindCount
	member namedMember
}

// A step is an object or a list around the value that is being written. Setting the index alone costs no write
// barrier.
type step struct {
	keys  []Key // of the object; nil for a list
	index int   // of the key or the item
}

func (r *renderer) enter(keys []Key) { r.path = append(r.path, step{keys: keys}) }
func (r *renderer) at(i int)         { r.path[len(r.path)-1].index = i }
func (r *renderer) leave()           { r.path = r.path[:len(r.path)-1] }

// field appends the value of f. It reports false if a null propagates to the object around f.
func (r *renderer) field(f *Field, v any) bool {
	if f.Arg != NoArgs && r.args[f.Arg].Err != nil {
		v = r.args[f.Arg].Err
	}
	return r.value(f, &f.Type, v)
}

// value appends v, of type t. It reports false if a null propagates to the value around it. A value that is an error
// fails.
func (r *renderer) value(f *Field, t *Type, v any) bool {
	start, failed := len(r.b), len(r.errs)
	return r.written(f, t, v) || r.null(f, t, start, failed)
}

// null replaces by null what was written of a value since start. It reports false if the null propagates to the value
// around it. That is an error, unless there are more errors below the value than the failed ones before it.
func (r *renderer) null(f *Field, t *Type, start, failed int) bool {
	r.b = append(r.b[:start], "null"...)
	if t.NonNull && len(r.errs) == failed {
		r.fail(fmt.Errorf("%w: %s must not be null", graph.ErrInternal, f.Name))
	}
	return !t.NonNull
}

// written appends v unless v is null, has failed, or became null by propagation.
func (r *renderer) written(f *Field, t *Type, v any) bool {
	if v == nil {
		return false
	}
	if err, ok := v.(error); ok {
		r.fail(err)
		return false
	}
	switch {
	case t.Item != nil:
		return r.list(f, t.Item, v)
	case f.Of == nil:
		r.b = appendLeaf(r.b, v)
		return true
	case f.Of.Computed() && f.Of.computed.decode != nil:
		decoded, err := f.Of.computed.decode(f.Of, v, r.arguments(f))
		if err != nil {
			r.fail(err)
			return false
		}
		v = decoded
	}
	return r.object(f.Of, v)
}

// unpaged lists the fields whose lists no argument bounds, with their largest number of rows; a store reads one row
// more. argument narrows the list. instead is the advice for longer lists, and given the advice if the argument was
// given.
var unpaged = map[string]struct {
	most           int
	argument       string
	instead, given string
}{
	"holders": {500, "asOf", "ask for those of one date (asOf), or page through officials(post: …)", "page through officials(post: …, asOf: …)"},
	"cabinet": {500, "asOf", "ask for one date (asOf)", "ask for a day (asOf), or page through officials(country: …, asOf: …)"},
	"offices": {500, "asOf", "ask for one date (asOf)", "ask for a day (asOf)"},
	"figures": {5000, "during", "ask for a window (during)", "ask for a shorter window (during)"},
}

// MaxRows returns the largest number of rows of a list that no argument bounds, or 0 if the list is none of these. The
// statement that reads the list asks for one row more.
func MaxRows(list string) int { return unpaged[list].most }

// tooLong returns an error that wraps ErrTooBroad if a list has too many rows. args are the arguments of the list.
func tooLong(list string, rows int, args map[string]any) error {
	if rows <= graph.MaxPage { // no bound is less, and nearly all lists are short
		return nil
	}
	bound, ok := unpaged[list]
	if !ok || rows <= bound.most {
		return nil
	}
	advice := bound.instead
	if args[bound.argument] != nil {
		advice = bound.given
	}
	return fmt.Errorf("%w: more than %d %s; %s", graph.ErrTooBroad, bound.most, list, advice)
}

func (r *renderer) list(f *Field, item *Type, v any) bool {
	if l, ok := v.(list); ok {
		return l.write(r, f, item)
	}
	vs := v.([]any)
	if err := tooLong(f.Name, len(vs), r.arguments(f).Values); err != nil {
		r.fail(err)
		return false
	}
	return r.items(f, item, len(vs), func(i int) any { return vs[i] })
}

// items appends a list of n values of type t. It reports false if a null propagates to the list.
func (r *renderer) items(f *Field, t *Type, n int, at func(i int) any) bool {
	ok := true
	r.enter(nil)
	r.each(n, func(i int) {
		r.at(i)
		ok = r.value(f, t, at(i)) && ok
	})
	r.leave()
	return ok && !r.full
}

// each appends a list of n items. It stops at the largest size of an answer.
func (r *renderer) each(n int, item func(i int)) {
	start, around := len(r.b), r.left
	r.b = append(r.b, '[')
	for i := range n {
		if r.full = r.full || len(r.b) > maxAnswer; r.full {
			return
		}
		if i > 0 {
			r.b = append(r.b, ',')
			r.room(around + (len(r.b)-start)/i*(n-i))
		}
		item(i)
	}
	r.b, r.left = append(r.b, ']'), around
}

// room grows a large buffer that is nearly full. left estimates the bytes of the rest of the list and of the lists
// around it. Without room, appending would copy a large buffer many times.
func (r *renderer) room(left int) {
	r.left = left
	if n := len(r.b); n > largeBuffer && cap(r.b)-n < min(n/8, left) {
		r.b = slices.Grow(r.b, max(n/4, min(left, maxAnswer)))
	}
}

// arguments returns f's arguments; they are zero if f has none.
func (r *renderer) arguments(f *Field) Args {
	if f.Arg == NoArgs {
		return Args{}
	}
	return r.args[f.Arg]
}

// object appends an object: a row, or what the fields of a computed type are written from.
func (r *renderer) object(s *Selection, v any) bool {
	row, _ := v.([]any)
	if s.Abstract {
		typ := typeName(row[0])
		return r.keys(s, typ, s.Layouts[typ], row[1:], nil)
	}
	return r.keys(s, s.Type, s.only, row, v)
}

// typeName returns the name of an object type from v, which is that name or the kind of an event.
func typeName(v any) string {
	name, _ := v.(string)
	if t, ok := graph.Types[graph.EventKind(name)]; ok {
		return t
	}
	return name
}

// keys appends an object of type typ. Its values are in the row or, if there is none, written from v.
func (r *renderer) keys(s *Selection, typ string, keys []Key, row []any, v any) bool {
	ok := true
	r.enter(keys)
	r.b = append(r.b, '{')
	for i := range keys {
		if i > 0 {
			r.b = append(r.b, ',')
		}
		k := &keys[i]
		r.b = append(r.b, k.Open...)
		if k.Value == Typename {
			r.b = append(append(append(r.b, '"'), typ...), '"')
			continue
		}
		r.at(i)
		if f := s.Fields[k.Value]; row != nil {
			ok = r.field(f, row[k.Value]) && ok
		} else {
			start, failed := len(r.b), len(r.errs)
			ok = (s.writers[k.Value](r, f, v) || r.null(f, &f.Type, start, failed)) && ok
		}
	}
	r.b = append(r.b, '}')
	r.leave()
	return ok
}

func (r *renderer) fail(err error) {
	path := make([]any, len(r.path))
	for i, s := range r.path {
		if path[i] = s.index; s.keys != nil {
			path[i] = s.keys[s.index].Alias
		}
	}
	r.errs = append(r.errs, &FieldError{path, err})
}
