package reference

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
)

// TimelineHistogram answers Query.timelineHistogram.
func (w *Graph) TimelineHistogram(
	_ context.Context,
	filter *graph.Filter,
	bucket graph.TimeBucket,
) ([]*graph.Bucket, error) {
	if err := w.known(filter); err != nil {
		return nil, err
	}
	var during *graph.Window
	if filter != nil {
		during = filter.During
	}
	events := where(w.events, func(h *EventBase) bool { return h.matches(filter) })
	for {
		if buckets := histogram(events, bucket, during); len(buckets) <= 1000 || bucket == graph.ByMillennium {
			out := make([]*graph.Bucket, len(buckets))
			for i := range buckets {
				out[i] = &buckets[i]
			}
			return out, nil
		}
		bucket = widths[slices.Index(widths, bucket)+1]
	}
}

var widths = []graph.TimeBucket{"DAY", "MONTH", "QUARTER", "YEAR", "DECADE", "CENTURY", "MILLENNIUM"}

// histogram counts events in buckets: from the first day that is known of one of them, or the window's, to the last.
func histogram(events []*EventBase, by graph.TimeBucket, during *graph.Window) []graph.Bucket {
	out := []graph.Bucket{}
	var first, last *edtf.Day
	for _, h := range events {
		from, to := bounds(h.Event.Date)
		for _, d := range []*edtf.Day{from, to} {
			if d != nil && (first == nil || *d < *first) {
				first = d
			}
			if d != nil && (last == nil || *d > *last) {
				last = d
			}
		}
	}
	if first == nil {
		return out
	}
	from, to := during.Days()
	for day := *cmp.Or(from, first); day <= *cmp.Or(to, last); {
		b := graph.Bucket{Bucket: by}
		b.Start, b.End = bucketOf(by, day)
		for _, h := range events {
			if h.Event.Date.Within(&b.Start, &b.End) {
				b.Certain++
			}
			if h.Event.Date.Overlaps(&b.Start, &b.End) {
				b.Possible++
			}
		}
		if out = append(out, b); len(out) > 1000 && by != graph.ByMillennium {
			return out
		}
		day = b.End + 1
	}
	return out
}

// bucketOf is the day, month, quarter or years that hold a day.
func bucketOf(by graph.TimeBucket, d edtf.Day) (start, end edtf.Day) {
	y, m, _ := d.Date()
	wide := map[graph.TimeBucket]int{graph.ByDecade: 10, graph.ByCentury: 100, graph.ByMillennium: 1000}
	if years := wide[by]; years > 0 {
		for y%years != 0 {
			y--
		}
		return edtf.DayOf(y, 1, 1), edtf.DayOf(y+years, 1, 0)
	}
	months := map[graph.TimeBucket]int{graph.ByMonth: 1, graph.ByQuarter: 3, graph.ByYear: 12}[by]
	if months == 0 {
		return d, d
	}
	start = edtf.DayOf(y, (m-1)/months*months+1, 1)
	return start, later(start, months) - 1
}

// RelationshipMap holds actors and the edges between them.
type RelationshipMap struct {
	Nodes   []graph.MapNode
	Edges   []MapEdge
	Bucket  *graph.TimeBucket
	Frames  []graph.MapFrame
	Omitted graph.Omitted
}

// MapEdge is two actors and what they share.
type MapEdge struct {
	ID, Source, Target string
	Weight             int
	First, Last        *edtf.Day
	Kinds              []graph.KindCount
	Series             []graph.Bucket
}

// RelationshipMap answers Query.relationshipMap.
func (w *Graph) RelationshipMap(
	_ context.Context,
	around []string,
	depth *int32,
	during *graph.Window,
	kinds []graph.EventKind,
	bucket *graph.TimeBucket,
	maxNodes *int32,
) (*RelationshipMap, error) {
	steps, most := int32(1), int32(200)
	steps, most = *cmp.Or(depth, &steps), *cmp.Or(maxNodes, &most)
	if len(around) < 1 || len(around) > 20 || steps < 1 || steps > 3 {
		return nil, fmt.Errorf("%w: around or depth", graph.ErrBadInput)
	}
	if _, err := w.actors(around); err != nil {
		return nil, err
	}
	from, to := during.Days()
	events := where(w.events, func(h *EventBase) bool { return h.ofKind(kinds) && h.Event.Date.Overlaps(from, to) })
	if int(most) < len(around) {
		return nil, fmt.Errorf("%w: maxNodes", graph.ErrBadInput)
	}
	ids, whole := reached(events, around, steps, int(most)), reached(events, around, steps, len(w.nodes))
	m := &RelationshipMap{Nodes: []graph.MapNode{}, Edges: []MapEdge{}, Frames: []graph.MapFrame{}, Bucket: bucket}
	m.Omitted = graph.Omitted{
		Nodes: len(whole) - len(ids),
		Edges: pairsIn(events, whole) - pairsIn(events, ids),
		Exact: true,
	}
	if m.Omitted.Nodes > 0 {
		reason := fmt.Sprintf("maxNodes is %d: the actors that share the fewest events were left out", most)
		m.Omitted.Reason = &reason
	}
	for _, id := range ids {
		n := graph.MapNode{ID: id, Label: of[Actor](w, id).ActorName(), Type: nodeType(id)}
		for _, other := range ids {
			if len(sharedBy(events, id, other)) > 0 {
				n.Degree++
			}
		}
		m.Nodes = append(m.Nodes, n)
	}
	for !draw(m, events, ids, during) {
		m.Bucket = &widths[slices.Index(widths, *m.Bucket)+1]
	}
	return m, nil
}

// reached are the ids of actors so many steps from some, up to a number of them: then no step goes on.
func reached(events []*EventBase, around []string, steps int32, most int) []string {
	ids := slices.Clone(around)
	frontier := ids
	for range steps {
		frontier = neighbours(events, frontier, ids)
		if len(ids)+len(frontier) > most {
			return append(ids, frontier[:most-len(ids)]...)
		}
		ids = append(ids, frontier...)
	}
	return ids
}

// pairsIn counts the pairs of some actors that share events.
func pairsIn(events []*EventBase, ids []string) (n int) {
	for i, a := range ids {
		for _, b := range ids[:i] {
			if len(sharedBy(events, a, b)) > 0 {
				n++
			}
		}
	}
	return n
}

func nodeType(id string) graph.NodeType {
	prefix, _, _ := strings.Cut(id, ":")
	return map[string]graph.NodeType{"official": "OFFICIAL", "country": "COUNTRY", "org": "ORGANIZATION"}[prefix]
}

// sharedBy are the events in which two actors are a pair.
func sharedBy(events []*EventBase, a, b string) []*EventBase {
	return where(events, func(h *EventBase) bool {
		return slices.ContainsFunc(h.pairedWith(a), func(other Actor) bool { return other.NodeID() == b })
	})
}

// neighbours are those paired with some actors and not known yet, most events first, then by id.
func neighbours(events []*EventBase, of, known []string) []string {
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

// draw adds the edges of a map, most events first, and its frames; false where there are too many buckets.
func draw(m *RelationshipMap, events []*EventBase, ids []string, during *graph.Window) bool {
	m.Edges, m.Frames = []MapEdge{}, []graph.MapFrame{}
	sorted := slices.Sorted(slices.Values(ids))
	for i, a := range sorted {
		for _, b := range sorted[i+1:] {
			shared := sharedBy(events, a, b)
			if len(shared) == 0 {
				continue
			}
			e, fits := edge(a, b, shared, m.Bucket, during)
			if !fits {
				return false
			}
			m.Edges = append(m.Edges, e)
		}
	}
	slices.SortStableFunc(m.Edges, func(a, b MapEdge) int { return -cmp.Compare(a.Weight, b.Weight) })
	return m.Bucket == nil || addFrames(m, *m.Bucket)
}

func edge(a, b string, shared []*EventBase, bucket *graph.TimeBucket, during *graph.Window) (e MapEdge, fits bool) {
	e = MapEdge{ID: "edge:" + a + "~" + b, Source: a, Target: b, Weight: len(shared), Kinds: byKind(shared), Series: []graph.Bucket{}}
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
		return e, true
	}
	all := histogram(shared, *bucket, during)
	e.Series = where(all, func(b graph.Bucket) bool { return b.Possible > 0 })
	return e, len(all) <= 1000
}

// addFrames says for each bucket from the first of a map to the last which edges come and go; false where there are too
// many.
func addFrames(m *RelationshipMap, by graph.TimeBucket) bool {
	active := map[edtf.Day][]string{}
	for _, e := range m.Edges {
		for _, b := range e.Series {
			active[b.Start] = append(active[b.Start], e.ID)
		}
	}
	days := slices.Sorted(maps.Keys(active))
	if len(days) == 0 {
		return true
	}
	var before []string
	for at := days[0]; at <= days[len(days)-1]; {
		start, end := bucketOf(by, at)
		now := active[start]
		m.Frames = append(
			m.Frames,
			graph.MapFrame{Start: start, End: end, Added: without(now, before), Removed: without(before, now)},
		)
		before, at = now, end+1
	}
	return len(m.Frames) <= 1000
}

// without are the items of a that b lacks, sorted.
func without(a, b []string) []string {
	out := where(a, func(id string) bool { return !slices.Contains(b, id) })
	slices.Sort(out)
	return out
}
