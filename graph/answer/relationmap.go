package answer

import "demarche/graph"

// A map has half a million fields. Its writers allocate nothing.

var mapFields = fieldsOf[graph.Map]{
	"nodes":   func(r *renderer, f *Field, m *graph.Map) bool { return items(r, f, f.Type.Item, m.Nodes) },
	"edges":   func(r *renderer, f *Field, m *graph.Map) bool { return items(r, f, f.Type.Item, m.Edges) },
	"bucket":  func(r *renderer, _ *Field, m *graph.Map) bool { return m.Bucket != "" && r.text(string(m.Bucket)) },
	"frames":  func(r *renderer, f *Field, m *graph.Map) bool { return items(r, f, f.Type.Item, m.Frames) },
	"omitted": func(r *renderer, f *Field, m *graph.Map) bool { return r.object(f.Of, &m.Omitted) },
}

var mapNodeFields = fieldsOf[graph.MapNode]{
	"id":     func(r *renderer, _ *Field, n *graph.MapNode) bool { return r.text(n.ID) },
	"label":  func(r *renderer, _ *Field, n *graph.MapNode) bool { return r.text(n.Label) },
	"type":   func(r *renderer, _ *Field, n *graph.MapNode) bool { return r.text(string(n.Type)) },
	"degree": func(r *renderer, _ *Field, n *graph.MapNode) bool { return r.number(n.Degree) },
}

var mapEdgeFields = fieldsOf[graph.MapEdge]{
	"id": func(r *renderer, _ *Field, e *graph.MapEdge) bool { // e.ID would allocate
		r.b = appendText(append(r.b, `"edge:`...), e.Source)
		r.b = append(appendText(append(r.b, '~'), e.Target), '"')
		return true
	},
	"source": func(r *renderer, _ *Field, e *graph.MapEdge) bool { return r.text(e.Source) },
	"target": func(r *renderer, _ *Field, e *graph.MapEdge) bool { return r.text(e.Target) },
	"weight": func(r *renderer, _ *Field, e *graph.MapEdge) bool { return r.number(e.Weight) },
	"first":  func(r *renderer, _ *Field, e *graph.MapEdge) bool { return r.day(e.Sums.FirstDay()) },
	"last":   func(r *renderer, _ *Field, e *graph.MapEdge) bool { return r.day(e.Sums.LastDay()) },
	"kinds": func(r *renderer, f *Field, e *graph.MapEdge) bool {
		r.kinds = e.Sums.AppendKinds(r.kinds[:0])
		return items(r, f, f.Type.Item, r.kinds)
	},
	"series": func(r *renderer, f *Field, e *graph.MapEdge) bool { return items(r, f, f.Type.Item, e.Series) },
}

var mapFrameFields = fieldsOf[graph.MapFrame]{
	"start":   func(r *renderer, _ *Field, m *graph.MapFrame) bool { return r.day(m.Start, true) },
	"end":     func(r *renderer, _ *Field, m *graph.MapFrame) bool { return r.day(m.End, true) },
	"added":   func(r *renderer, _ *Field, m *graph.MapFrame) bool { return r.texts(m.Added) },
	"removed": func(r *renderer, _ *Field, m *graph.MapFrame) bool { return r.texts(m.Removed) },
}

var omittedFields = fieldsOf[graph.Omitted]{
	"nodes":  func(r *renderer, _ *Field, o *graph.Omitted) bool { return r.number(o.Nodes) },
	"edges":  func(r *renderer, _ *Field, o *graph.Omitted) bool { return r.number(o.Edges) },
	"exact":  func(r *renderer, _ *Field, o *graph.Omitted) bool { return r.boolean(o.Exact) },
	"reason": func(r *renderer, _ *Field, o *graph.Omitted) bool { return o.Reason != nil && r.text(*o.Reason) },
}

var kindCountFields = fieldsOf[graph.KindCount]{
	"kind":  func(r *renderer, _ *Field, k *graph.KindCount) bool { return r.text(string(k.Kind)) },
	"count": func(r *renderer, _ *Field, k *graph.KindCount) bool { return r.number(k.Count) },
}

var bucketFields = fieldsOf[graph.Bucket]{
	"start":    func(r *renderer, _ *Field, b *graph.Bucket) bool { return r.day(b.Start, true) },
	"end":      func(r *renderer, _ *Field, b *graph.Bucket) bool { return r.day(b.End, true) },
	"bucket":   func(r *renderer, _ *Field, b *graph.Bucket) bool { return r.text(string(b.Bucket)) },
	"certain":  func(r *renderer, _ *Field, b *graph.Bucket) bool { return r.number(b.Certain) },
	"possible": func(r *renderer, _ *Field, b *graph.Bucket) bool { return r.number(b.Possible) },
}
