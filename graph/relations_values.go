package graph

// fieldsOf are the fields of an object type that a Go value answers by their names.
func fieldsOf[T any](field func(of T, name string) any) valueOf {
	return func(s *Selection, v any, _ map[string]any) (func(i int) any, error) {
		of := v.(T)
		return func(i int) any { return field(of, s.Fields[i].Name) }, nil
	}
}

// Items is a list as the value of a field: of its items the addresses, which need not be copied to be values.
func Items[T any](in []T) []any {
	out := make([]any, len(in))
	for i := range in {
		out[i] = &in[i]
	}
	return out
}

func texts[T ~string](in []T) []any {
	out := make([]any, len(in))
	for i, s := range in {
		out[i] = string(s)
	}
	return out
}

func (m *Map) field(name string) any {
	switch name {
	case "nodes":
		return Items(m.Nodes)
	case "edges":
		return Items(m.Edges)
	case "frames":
		return Items(m.Frames)
	}
	return &m.Omitted
}

func (n *MapNode) field(name string) any {
	switch name {
	case "id":
		return n.ID
	case "label":
		return n.Label
	case "type":
		return string(n.Type)
	}
	return n.Degree
}

func (e *MapEdge) field(name string) any {
	switch name {
	case "id":
		return e.ID
	case "source":
		return e.Source
	case "target":
		return e.Target
	case "weight":
		return e.Weight
	case "first":
		return dayOf(e.First)
	case "last":
		return dayOf(e.Last)
	case "kinds":
		return Items(e.Kinds)
	}
	return Items(e.Series)
}

func dayOf(d *Day) any {
	if d == nil {
		return nil
	}
	return *d
}

func (f *MapFrame) field(name string) any {
	switch name {
	case "start":
		return f.Start
	case "end":
		return f.End
	case "added":
		return texts(f.Added)
	}
	return texts(f.Removed)
}

func (o *Omitted) field(name string) any {
	switch name {
	case "nodes":
		return o.Nodes
	case "edges":
		return o.Edges
	}
	if o.Reason == nil {
		return nil
	}
	return *o.Reason
}

func (k *KindCount) field(name string) any {
	if name == "kind" {
		return string(k.Kind)
	}
	return k.Count
}

func (b *Bucket) field(name string) any {
	switch name {
	case "start":
		return b.Start
	case "end":
		return b.End
	case "certain":
		return b.Certain
	}
	return b.Possible
}
