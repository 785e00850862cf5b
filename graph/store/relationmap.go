package store

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"

	"demarche/graph"
)

// mapQuery says which map.
type mapQuery graph.MapQuery

const (
	maxAround   = 20
	maxMapDepth = 3
	maxMapNodes = 1000
	mapEvents   = 10_000 // events read for one edge, where tallies do not serve
)

// mapBuckets are the buckets of all edges together.
var mapBuckets = 500_000 // fewer in a test

func (q mapQuery) check() error {
	switch {
	case len(q.Around) < 1 || len(q.Around) > maxAround:
		return fmt.Errorf("%w: a map is drawn around 1 to %d actors, not %d", graph.ErrBadInput, maxAround, len(q.Around))
	case q.Depth < 1 || q.Depth > maxMapDepth:
		return fmt.Errorf("%w: depth is 1 to %d, not %d", graph.ErrBadInput, maxMapDepth, q.Depth)
	case q.MaxNodes < len(q.Around):
		return fmt.Errorf("%w: maxNodes is at least the number of actors asked for, %d", graph.ErrBadInput, len(q.Around))
	case q.MaxNodes > maxMapNodes:
		return fmt.Errorf("%w: a map has at most %d nodes; %d were asked for", graph.ErrPageTooLarge, maxMapNodes, q.MaxNodes)
	}
	return nil
}

func (q mapQuery) params() map[string]any {
	from, to := q.During.Days()
	s := spanOf(&graph.Filter{During: q.During})
	return map[string]any{
		"from": date(from), "to": date(to), "kinds": orNull(q.Kinds), "paired": int64(graph.MaxPaired),
		"lo": s.lo, "hi": s.hi, "limit": mapEvents, "whole": q.wholly(),
	}
}

func (q mapQuery) filtered() bool {
	from, to := q.During.Days()
	return from != nil || to != nil || len(q.Kinds) > 0
}

// wholly reports whether the sums of a tally serve, which know no time at all.
func (q mapQuery) wholly() bool {
	from, to := q.During.Days()
	return from == nil && to == nil && q.Bucket == ""
}

// inMonths reports whether tallies serve, which know months and no days.
func (q mapQuery) inMonths() bool {
	from, to := q.During.Days()
	if from != nil {
		if start, _ := graph.ByMonth.BucketAt(*from); *from != start {
			return false
		}
	}
	if to != nil {
		if _, end := graph.ByMonth.BucketAt(*to); *to != end {
			return false
		}
	}
	return q.Bucket != graph.ByDay
}

// asked are the spans that the map is asked for.
func (q mapQuery) asked(events iter.Seq[graph.Span]) iter.Seq[graph.Span] {
	from, to := q.During.Days()
	return func(yield func(graph.Span) bool) {
		for s := range events {
			if s.Overlaps(from, to) && (len(q.Kinds) == 0 || slices.Contains(q.Kinds, s.Kind)) && !yield(s) {
				return
			}
		}
	}
}

// Map draws who is connected to whom around some actors: step by step the actors that share the most events, then every
// edge between those taken.
func (s *Store) Map(ctx context.Context, q graph.MapQuery) (*graph.Map, error) {
	return meaning(ctx, s, q.Around, func(ids []string) (*graph.Map, error) {
		q.Around = ids
		return s.drawMap(ctx, mapQuery(q))
	})
}

func (s *Store) drawMap(ctx context.Context, q mapQuery) (*graph.Map, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	ids, left, err := s.mapActors(ctx, q)
	if err != nil {
		return nil, err
	}
	out := &graph.Map{Nodes: []graph.MapNode{}, Edges: []graph.MapEdge{}, Frames: []graph.MapFrame{}}
	if left > 0 {
		reason := fmt.Sprintf("maxNodes is %d: at least so many actors, those that share the fewest events, were left out", q.MaxNodes)
		out.Omitted = graph.Omitted{Nodes: left, Reason: &reason}
	}
	if err := s.draw(ctx, out, ids, q); err != nil {
		return nil, err
	}
	if q.Bucket != "" {
		err = frames(out, q)
	}
	return out, err
}

// mapActors are the ids of a map's actors, those asked for first, and how many more were found.
func (s *Store) mapActors(ctx context.Context, q mapQuery) (ids []string, left int, err error) {
	for _, id := range q.Around {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	frontier := ids
	for range q.Depth {
		found, all, err := s.neighbours(ctx, q, frontier, ids)
		if err != nil {
			return nil, 0, err
		}
		frontier = found
		left += all - len(found)
		ids = append(slices.Clip(ids), found...)
		if len(found) == 0 || left > 0 {
			break
		}
	}
	return ids, left, nil
}

// neighbours are the actors that share the most events with some, those known left out, as many as the map has room for;
// and how many there are in all.
func (s *Store) neighbours(ctx context.Context, q mapQuery, of, known []string) (ids []string, all int, err error) {
	room := q.MaxNodes - len(known)
	name := "neighbours"
	switch {
	case q.filtered() && q.inMonths():
		name = "neighbours_tallied"
	case q.filtered():
		name = "neighbours_during"
	}
	params := q.params()
	params["ids"], params["known"], params["room"] = of, known, room
	params["most"] = q.MaxNodes + len(known) // so many of each are looked at: those known are among them
	record, err := s.read(ctx, name, statement(name), params)
	if err != nil {
		return nil, 0, err
	}
	if name != "neighbours_tallied" {
		return texts(record, "ids"), int(get[int64](record, "all")), nil
	}
	ids = q.ranked(get[[]any](record, "rows"))
	return ids[:min(room, len(ids))], len(ids), nil
}

// ranked are actors by the number of events asked for that they share, most first. A row is an id and a tally.
func (q mapQuery) ranked(rows []any) []string {
	shared := map[string]int{}
	for _, r := range rows {
		row := r.([]any)
		for s := range q.asked(q.tallied(row[1].([]byte))) {
			shared[row[0].(string)] += s.Count
		}
	}
	return slices.SortedFunc(maps.Keys(shared), func(a, b string) int {
		return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(a, b))
	})
}

// draw adds the nodes and the edges between the actors.
func (s *Store) draw(ctx context.Context, m *graph.Map, ids []string, q mapQuery) error {
	name := "map_events"
	if q.inMonths() {
		name = "map_tallied"
	}
	params, pairs := q.params(), pairsAmong(ids)
	params["ids"], params["pairs"] = ids, didsOf(pairs)
	if len(ids) > graph.SmallMap {
		s = s.forMegabytes()
	}
	record, err := s.read(ctx, name, statement(name), params)
	if err != nil {
		return err
	}
	at := map[string]int{}
	for i, r := range get[[]any](record, "nodes") {
		row := r.([]any)
		n := graph.MapNode{ID: row[0].(string), Label: row[1].(string), Type: graph.NodeType(row[2].(string))}
		m.Nodes = append(m.Nodes, n)
		at[n.ID] = i
	}
	for _, id := range q.Around {
		if _, ok := at[id]; !ok {
			return notFound("actor", id)
		}
	}
	rows := get[[]any](record, "edges")
	edges := make([]graph.MapEdge, 0, len(rows))
	var events []graph.Span // of one edge after the other
	buckets := 0
	for _, r := range rows {
		row := r.([]any)
		all, err := q.events(row[1])
		if err != nil {
			return err
		}
		events = slices.AppendSeq(events[:0], q.asked(all))
		if len(events) == 0 {
			continue
		}
		edge, err := edgeOf(pairs[row[0].(int64)], events, q)
		if err != nil {
			return err
		}
		if buckets += len(edge.Series); buckets > mapBuckets {
			return fmt.Errorf("%w: the edges of the map have more than %d buckets; take wider ones, a shorter window or fewer nodes", graph.ErrTooBroad, mapBuckets)
		}
		m.Nodes[at[edge.Source]].Degree++
		m.Nodes[at[edge.Target]].Degree++
		edges = append(edges, edge)
	}
	m.Edges = strongestFirst(edges)
	return nil
}

// strongestFirst are the edges in the order of a map. They are large to move: their addresses are sorted.
func strongestFirst(edges []graph.MapEdge) []graph.MapEdge {
	order := make([]*graph.MapEdge, len(edges))
	for i := range edges {
		order[i] = &edges[i]
	}
	slices.SortFunc(order, func(a, b *graph.MapEdge) int {
		if a.Weight != b.Weight {
			return cmp.Compare(b.Weight, a.Weight)
		}
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Target, b.Target))
	})
	out := make([]graph.MapEdge, len(edges))
	for i, e := range order {
		out[i] = *e
	}
	return out
}

// tallied are the events that a packed tally, or its sums, counts.
func (q mapQuery) tallied(packed []byte) iter.Seq[graph.Span] {
	if q.wholly() {
		return spansOfSums(packed)
	}
	return spansIn(groupsIn(packed))
}

// events are those of an edge as its statement returns them: a tally, or each event's kind and date.
func (q mapQuery) events(of any) (iter.Seq[graph.Span], error) {
	if q.inMonths() {
		return q.tallied(of.([]byte)), nil
	}
	list := of.([]any)
	if len(list) > mapEvents {
		return nil, fmt.Errorf("%w: two actors of the map share more than %d events in the window; take whole months, or a shorter window", graph.ErrTooBroad, mapEvents)
	}
	out := make([]graph.Span, len(list))
	for i, e := range list {
		row := stringsIn(e.([]any))
		date, err := storedDate(row[1])
		if err != nil {
			return nil, err
		}
		out[i] = graph.SpanOf(graph.EventKind(row[0]), date)
	}
	return slices.Values(out), nil
}

func pairsAmong(ids []string) []pair {
	ids = slices.Sorted(slices.Values(ids))
	out := make([]pair, 0, len(ids)*(len(ids)-1)/2)
	for i, b := range ids {
		for _, a := range ids[:i] {
			out = append(out, pair{graph.PairKey(a, b), a, b})
		}
	}
	return out
}

func edgeOf(p pair, events []graph.Span, q mapQuery) (graph.MapEdge, error) {
	e := graph.MapEdge{ID: "edge:" + p.a + "~" + p.b, Source: p.a, Target: p.b, Kinds: byKind(events), Series: []graph.Bucket{}}
	for _, ev := range events {
		e.Weight += ev.Count
		if d := ev.Earliest; d != nil && (e.First == nil || *d < *e.First) {
			e.First = d
		}
		if d := ev.Latest; d != nil && (e.Last == nil || *d > *e.Last) {
			e.Last = d
		}
	}
	if q.Bucket == "" {
		return e, nil
	}
	buckets, err := graph.Histogram(events, q.Bucket, q.During)
	for _, b := range buckets {
		if b.Possible > 0 {
			e.Series = append(e.Series, b)
		}
	}
	return e, err
}

// frames are the buckets from the first event of the map to the last, each with the edges that appear and disappear.
func frames(m *graph.Map, q mapQuery) error {
	active := map[graph.Day]map[string]bool{}
	var first, last graph.Day
	some := false
	for _, e := range m.Edges {
		for _, b := range e.Series {
			if active[b.Start] == nil {
				active[b.Start] = map[string]bool{}
			}
			active[b.Start][e.ID] = true
			if !some {
				first, last, some = b.Start, b.Start, true
			}
			first, last = min(first, b.Start), max(last, b.Start)
		}
	}
	before := map[string]bool{}
	for at := first; some && at <= last; {
		if len(m.Frames) == graph.MaxBuckets {
			return fmt.Errorf("%w: more than %d frames; take wider buckets or a shorter window", graph.ErrTooBroad, graph.MaxBuckets)
		}
		start, end := q.Bucket.BucketAt(at)
		now := active[start]
		m.Frames = append(m.Frames, graph.MapFrame{Start: start, End: end, Added: missingFrom(now, before), Removed: missingFrom(before, now)})
		before, at = now, end+1
	}
	return nil
}

// missingFrom are the members of a that b lacks, in order.
func missingFrom(a, b map[string]bool) []string {
	out := []string{}
	for id := range a {
		if !b[id] {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}
