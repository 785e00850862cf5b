package graph

import (
	"strconv"

	"demarche/graph/edtf"
)

// An object writes the values of its fields by their names. A field that must not be null is never null, and no field
// fails. An object therefore keeps no paths for errors, and allocates nothing for a field; a map has half a million.
type object interface {
	field(r *renderer, f *Field)
}

// objectAt is a pointer to T that is an object.
type objectAt[T any] interface {
	*T
	object
}

// A listOf is a list of objects that writes itself.
type listOf[T any, P objectAt[T]] []T

// Items returns a list of objects as the value of a field.
func Items[T any, P objectAt[T]](in []T) any { return listOf[T, P](in) }

func (l listOf[T, P]) write(r *renderer, f *Field) {
	r.each(len(l), func(i int) { r.ours(f.Of, P(&l[i])) })
}

// items writes a list of objects as the value of an object's field.
func items[T any, P objectAt[T]](r *renderer, f *Field, in []T) { listOf[T, P](in).write(r, f) }

// ours appends an object that writes itself.
func (r *renderer) ours(s *Selection, o object) {
	r.b = append(r.b, '{')
	for i, k := range s.only {
		if i > 0 {
			r.b = append(r.b, ',')
		}
		if r.b = append(r.b, k.Open...); k.Value == Typename {
			r.b = AppendString(r.b, s.Type)
			continue
		}
		o.field(r, s.Fields[k.Value])
	}
	r.b = append(r.b, '}')
}

func (r *renderer) text(s string) { r.b = AppendString(r.b, s) }
func (r *renderer) number(n int)  { r.b = strconv.AppendInt(r.b, int64(n), 10) }

func (r *renderer) bucket(b TimeBucket) {
	if b == "" {
		r.b = append(r.b, "null"...)
		return
	}
	r.text(string(b))
}

func (r *renderer) day(d edtf.Day, known bool) {
	if !known {
		r.b = append(r.b, "null"...)
		return
	}
	r.b = append(d.AppendTo(append(r.b, '"')), '"')
}

func (r *renderer) texts(in []string) {
	r.b = append(r.b, '[')
	for i, s := range in {
		if i > 0 {
			r.b = append(r.b, ',')
		}
		r.text(s)
	}
	r.b = append(r.b, ']')
}

func (m *Map) write(r *renderer, f *Field) { r.ours(f.Of, m) }

func (m *Map) field(r *renderer, f *Field) {
	switch f.Name {
	case "nodes":
		items(r, f, m.Nodes)
	case "edges":
		items(r, f, m.Edges)
	case "bucket":
		r.bucket(m.Bucket)
	case "frames":
		items(r, f, m.Frames)
	case "omitted":
		r.ours(f.Of, &m.Omitted)
	}
}

func (n *MapNode) field(r *renderer, f *Field) {
	switch f.Name {
	case "id":
		r.text(n.ID)
	case "label":
		r.text(n.Label)
	case "type":
		r.text(string(n.Type))
	case "degree":
		r.number(n.Degree)
	}
}

func (e *MapEdge) field(r *renderer, f *Field) {
	switch f.Name {
	case "id":
		r.b = appendText(append(r.b, `"edge:`...), e.Source)
		r.b = append(appendText(append(r.b, '~'), e.Target), '"')
	case "source":
		r.text(e.Source)
	case "target":
		r.text(e.Target)
	case "weight":
		r.number(e.Weight)
	case "first":
		r.day(e.Sums.first())
	case "last":
		r.day(e.Sums.last())
	case "kinds":
		r.kinds = e.Sums.kinds(r.kinds[:0])
		items(r, f, r.kinds)
	case "series":
		items(r, f, e.Series)
	}
}

func (f *MapFrame) field(r *renderer, of *Field) {
	switch of.Name {
	case "start":
		r.day(f.Start, true)
	case "end":
		r.day(f.End, true)
	case "added":
		r.texts(f.Added)
	case "removed":
		r.texts(f.Removed)
	}
}

func (o *Omitted) field(r *renderer, f *Field) {
	switch {
	case f.Name == "nodes":
		r.number(o.Nodes)
	case f.Name == "edges":
		r.number(o.Edges)
	case f.Name == "exact":
		r.b = strconv.AppendBool(r.b, o.Exact)
	case o.Reason == nil:
		r.b = append(r.b, "null"...)
	default:
		r.text(*o.Reason)
	}
}

func (k *KindCount) field(r *renderer, f *Field) {
	switch f.Name {
	case "kind":
		r.text(string(k.Kind))
	case "count":
		r.number(k.Count)
	}
}

func (b *Bucket) field(r *renderer, f *Field) {
	switch f.Name {
	case "start":
		r.day(b.Start, true)
	case "end":
		r.day(b.End, true)
	case "bucket":
		r.bucket(b.Bucket)
	case "certain":
		r.number(b.Certain)
	case "possible":
		r.number(b.Possible)
	}
}
