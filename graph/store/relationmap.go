package store

import (
	"context"
	"fmt"
	"slices"

	"demarche/graph"
)

// MapQuery says which map.
type MapQuery struct {
	Around   []string
	Depth    int
	During   *graph.Window
	Kinds    []graph.EventKind
	Bucket   graph.TimeBucket // empty: no series and no frames
	MaxNodes int
}

const (
	maxAround   = 20
	maxMapDepth = 3
	maxMapNodes = 1000
	mapEvents   = 10_000 // events looked at for one edge
)

func (q MapQuery) check() error {
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

func (q MapQuery) params() map[string]any {
	from, to := q.During.Days()
	return map[string]any{"from": date(from), "to": date(to), "kinds": orNull(q.Kinds), "paired": int64(graph.MaxPaired)}
}

func (q MapQuery) filtered() bool {
	from, to := q.During.Days()
	return from != nil || to != nil || len(q.Kinds) > 0
}

// Map draws who is connected to whom around some actors: step by step the actors that share the most events, then every
// edge between those taken.
func (s *Store) Map(ctx context.Context, q MapQuery) (*graph.Map, error) {
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
func (s *Store) mapActors(ctx context.Context, q MapQuery) (ids []string, left int, err error) {
	name := "neighbours"
	if q.filtered() {
		name = "neighbours_during"
	}
	for _, id := range q.Around {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	frontier := ids
	for range q.Depth {
		params := q.params()
		params["ids"], params["known"], params["limit"] = frontier, ids, q.MaxNodes-len(ids)
		params["most"] = q.MaxNodes + len(ids) // so many of each are looked at: those known are among them
		record, err := s.read(ctx, name, statement(name), params)
		if err != nil {
			return nil, 0, err
		}
		frontier = texts(record, "ids")
		left += int(get[int64](record, "all")) - len(frontier)
		ids = append(slices.Clip(ids), frontier...)
		if len(frontier) == 0 || left > 0 {
			break
		}
	}
	return ids, left, nil
}

// draw adds the nodes and the edges between the actors.
func (s *Store) draw(ctx context.Context, m *graph.Map, ids []string, q MapQuery) error {
	params := q.params()
	params["ids"], params["pairs"], params["limit"] = ids, pairsAmong(ids), mapEvents
	record, err := s.read(ctx, "map", statement("map"), params)
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
	for _, r := range get[[]any](record, "edges") {
		row := r.([]any)
		events, err := briefsOf(row[2])
		if err != nil {
			return err
		}
		edge, err := edgeOf(row[0].(string), row[1].(string), events, q)
		if err != nil {
			return err
		}
		m.Nodes[at[edge.Source]].Degree++
		m.Nodes[at[edge.Target]].Degree++
		m.Edges = append(m.Edges, edge)
	}
	return nil
}

func pairsAmong(ids []string) []int64 {
	out := make([]int64, 0, len(ids)*(len(ids)-1)/2)
	for i, a := range ids {
		for _, b := range ids[:i] {
			out = append(out, graph.PairKey(a, b))
		}
	}
	return out
}

func edgeOf(a, b string, events []brief, q MapQuery) (graph.MapEdge, error) {
	e := graph.MapEdge{ID: "edge:" + a + "~" + b, Source: a, Target: b, Weight: len(events), Kinds: byKind(events), Series: []graph.Bucket{}}
	for _, ev := range events {
		if d, ok := ev.date.Earliest(); ok && (e.First == nil || d < *e.First) {
			e.First = &d
		}
		if d, ok := ev.date.Latest(); ok && (e.Last == nil || d > *e.Last) {
			e.Last = &d
		}
	}
	if q.Bucket == "" {
		return e, nil
	}
	buckets, err := graph.Histogram(dates(events), q.Bucket, q.During)
	for _, b := range buckets {
		if b.Possible > 0 {
			e.Series = append(e.Series, b)
		}
	}
	return e, err
}

// frames are the buckets from the first event of the map to the last, each with the edges that appear and disappear.
func frames(m *graph.Map, q MapQuery) error {
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
