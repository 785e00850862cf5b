package ordinary

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"demarche/graph"
)

// TimelineHistogram answers Query.timelineHistogram.
func (w *World) TimelineHistogram(_ context.Context, filter *graph.Filter, bucket graph.TimeBucket) ([]*graph.Bucket, error) {
	if err := w.known(filter); err != nil {
		return nil, err
	}
	var during *graph.Window
	if filter != nil {
		during = filter.During
	}
	buckets, err := histogram(where(w.events, func(h *Happening) bool { return h.matches(filter) }), bucket, during)
	out := make([]*graph.Bucket, len(buckets))
	for i := range buckets {
		out[i] = &buckets[i]
	}
	return out, err
}

// histogram counts events in buckets: from the first day that is known of one of them, or the window's, to the last.
func histogram(events []*Happening, by graph.TimeBucket, during *graph.Window) ([]graph.Bucket, error) {
	out := []graph.Bucket{}
	var first, last *graph.Day
	for _, h := range events {
		from, to := bounds(h.Event.Date)
		for _, d := range []*graph.Day{from, to} {
			if d != nil && (first == nil || *d < *first) {
				first = d
			}
			if d != nil && (last == nil || *d > *last) {
				last = d
			}
		}
	}
	if first == nil {
		return out, nil
	}
	from, to := during.Days()
	for day := *cmp.Or(from, first); day <= *cmp.Or(to, last); {
		b := graph.Bucket{}
		b.Start, b.End = bucketOf(by, day)
		for _, h := range events {
			if h.Event.Date.Within(&b.Start, &b.End) {
				b.Certain++
			}
			if h.Event.Date.Overlaps(&b.Start, &b.End) {
				b.Possible++
			}
		}
		if out = append(out, b); len(out) > 1000 {
			return nil, fmt.Errorf("%w: buckets", graph.ErrTooBroad)
		}
		day = b.End + 1
	}
	return out, nil
}

// bucketOf is the day, month, quarter or year that holds a day.
func bucketOf(by graph.TimeBucket, d graph.Day) (start, end graph.Day) {
	y, m, _ := d.Date()
	months := map[graph.TimeBucket]int{graph.ByMonth: 1, graph.ByQuarter: 3, graph.ByYear: 12}[by]
	if months == 0 {
		return d, d
	}
	start = graph.DayOf(y, (m-1)/months*months+1, 1)
	return start, later(start, months) - 1
}

// RelationshipMap is who is connected to whom.
type RelationshipMap struct {
	Nodes   []graph.MapNode
	Edges   []MapEdge
	Frames  []graph.MapFrame
	Omitted graph.Omitted
}

// MapEdge is two actors and what they share.
type MapEdge struct {
	ID, Source, Target string
	Weight             int
	First, Last        *graph.Day
	Kinds              []graph.KindCount
	Series             []graph.Bucket
}

// RelationshipMap answers Query.relationshipMap, of all nodes that are found: it leaves nothing out.
func (w *World) RelationshipMap(_ context.Context, around []string, depth *int32, during *graph.Window, kinds []graph.EventKind, bucket *graph.TimeBucket, _ *int32) (*RelationshipMap, error) {
	steps := int32(1)
	steps = *cmp.Or(depth, &steps)
	if len(around) < 1 || len(around) > 20 || steps < 1 || steps > 3 {
		return nil, fmt.Errorf("%w: around or depth", graph.ErrBadInput)
	}
	if _, err := w.actors(around); err != nil {
		return nil, err
	}
	from, to := during.Days()
	events := where(w.events, func(h *Happening) bool { return h.ofKind(kinds) && h.Event.Date.Overlaps(from, to) })
	ids := slices.Clone(around)
	frontier := ids
	for range steps {
		frontier = neighbours(events, frontier, ids)
		ids = append(ids, frontier...)
	}
	m := &RelationshipMap{Nodes: []graph.MapNode{}, Edges: []MapEdge{}, Frames: []graph.MapFrame{}}
	for _, id := range ids {
		n := graph.MapNode{ID: id, Label: of[Actor](w, id).ActorName(), Type: nodeType(id)}
		for _, other := range ids {
			if len(sharedBy(events, id, other)) > 0 {
				n.Degree++
			}
		}
		m.Nodes = append(m.Nodes, n)
	}
	return m, draw(m, events, ids, bucket, during)
}

func nodeType(id string) graph.NodeType {
	prefix, _, _ := strings.Cut(id, ":")
	return map[string]graph.NodeType{"official": "OFFICIAL", "country": "COUNTRY", "org": "ORGANIZATION"}[prefix]
}

// sharedBy are the events in which two actors are a pair.
func sharedBy(events []*Happening, a, b string) []*Happening {
	return where(events, func(h *Happening) bool {
		return slices.ContainsFunc(h.pairedWith(a), func(other Actor) bool { return other.NodeID() == b })
	})
}

// neighbours are those paired with some actors and not known yet, most events first, then by id.
func neighbours(events []*Happening, of, known []string) []string {
	count := map[string]int{}
	for _, id := range of {
		for _, h := range events {
			for _, other := range h.pairedWith(id) {
				if !slices.Contains(known, other.NodeID()) {
					count[other.NodeID()]++
				}
			}
		}
	}
	return slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(-cmp.Compare(count[a], count[b]), strings.Compare(a, b))
	})
}

// draw adds the edges of a map, most events first, and its frames.
func draw(m *RelationshipMap, events []*Happening, ids []string, bucket *graph.TimeBucket, during *graph.Window) error {
	sorted := slices.Sorted(slices.Values(ids))
	for i, a := range sorted {
		for _, b := range sorted[i+1:] {
			shared := sharedBy(events, a, b)
			if len(shared) == 0 {
				continue
			}
			e, err := edge(a, b, shared, bucket, during)
			if err != nil {
				return err
			}
			m.Edges = append(m.Edges, e)
		}
	}
	slices.SortStableFunc(m.Edges, func(a, b MapEdge) int { return -cmp.Compare(a.Weight, b.Weight) })
	if bucket != nil {
		addFrames(m, *bucket)
	}
	return nil
}

func edge(a, b string, shared []*Happening, bucket *graph.TimeBucket, during *graph.Window) (MapEdge, error) {
	e := MapEdge{ID: "edge:" + a + "~" + b, Source: a, Target: b, Weight: len(shared), Kinds: byKind(shared), Series: []graph.Bucket{}}
	for _, h := range shared {
		from, to := bounds(h.Event.Date)
		if from != nil && (e.First == nil || *from < *e.First) {
			e.First = from
		}
		if to != nil && (e.Last == nil || *to > *e.Last) {
			e.Last = to
		}
	}
	if bucket == nil {
		return e, nil
	}
	all, err := histogram(shared, *bucket, during)
	e.Series = where(all, func(b graph.Bucket) bool { return b.Possible > 0 })
	return e, err
}

// addFrames says for each bucket from the first of a map to the last which edges come and go.
func addFrames(m *RelationshipMap, by graph.TimeBucket) {
	active := map[graph.Day][]string{}
	for _, e := range m.Edges {
		for _, b := range e.Series {
			active[b.Start] = append(active[b.Start], e.ID)
		}
	}
	days := slices.Sorted(maps.Keys(active))
	if len(days) == 0 {
		return
	}
	var before []string
	for at := days[0]; at <= days[len(days)-1]; {
		start, end := bucketOf(by, at)
		now := active[start]
		m.Frames = append(m.Frames, graph.MapFrame{Start: start, End: end, Added: without(now, before), Removed: without(before, now)})
		before, at = now, end+1
	}
}

// without are the items of a that b lacks, sorted.
func without(a, b []string) []string {
	out := where(a, func(id string) bool { return !slices.Contains(b, id) })
	slices.Sort(out)
	return out
}
