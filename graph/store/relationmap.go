package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"

	"demarche/graph"
	"demarche/graph/derive"
	"demarche/graph/edtf"
	"demarche/graph/store/cypher"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/project"
	"demarche/graph/store/internal/record"
)

// mapQuery holds the parameters of a map.
type mapQuery struct {
	graph.MapQuery
	from, to    *edtf.Day // the window
	lo, hi      int64     // its months
	tallied     bool      // tallies serve
	buckets     int       // of all edges so far
	mostBuckets int       // that they may have
}

const (
	maxAround   = 20
	maxMapDepth = 3
	maxMapNodes = 1000
	mapEvents   = 10_000 // events read for one edge, where tallies do not serve
	mapRecord   = 100    // edges read in one record
)

func newMapQuery(asked graph.MapQuery, mostBuckets int) *mapQuery {
	q := &mapQuery{MapQuery: asked, hi: derive.MonthMask, mostBuckets: mostBuckets}
	q.from, q.to = q.During.Days()
	if q.from != nil {
		q.lo, _ = derive.MonthDay(*q.from, true)
	}
	if q.to != nil {
		q.hi, _ = derive.MonthDay(*q.to, true)
	}
	q.tallied = q.inMonths() && q.Bucket != graph.ByDay
	return q
}

func (q *mapQuery) check() error {
	switch {
	case len(q.Around) < 1 || len(q.Around) > maxAround:
		return fmt.Errorf("%w: around: a map is drawn around 1 to %d actors, not %d", graph.ErrBadInput, maxAround, len(q.Around))
	case q.Depth < 1 || q.Depth > maxMapDepth:
		return fmt.Errorf("%w: depth is 1 to %d, not %d", graph.ErrBadInput, maxMapDepth, q.Depth)
	case q.MaxNodes < len(q.Around):
		return fmt.Errorf("%w: maxNodes is at least the number of actors asked for, %d, not %d", graph.ErrBadInput, len(q.Around), q.MaxNodes)
	case q.MaxNodes > maxMapNodes:
		return fmt.Errorf("%w: maxNodes: a map has at most %d nodes, and %d were asked for", graph.ErrPageTooLarge, maxMapNodes, q.MaxNodes)
	}
	return nil
}

func (q *mapQuery) params() map[string]any {
	s := project.SpanOf(&graph.Filter{During: q.During})
	return map[string]any{
		"from": bolt.Day(q.from), "to": bolt.Day(q.to), "kinds": record.OrNull(q.Kinds), "paired": int64(graph.MaxPaired),
		"lo": s.Lo, "hi": s.Hi, "limit": mapEvents, "together": mapRecord, "whole": q.wholly(),
	}
}

func (q *mapQuery) filtered() bool {
	return q.from != nil || q.to != nil || len(q.Kinds) > 0
}

// wholly reports whether the sums of a pair suffice, which have no times.
func (q *mapQuery) wholly() bool {
	return q.from == nil && q.to == nil && q.Bucket == ""
}

// inMonths reports whether the window consists of whole months, because tallies have no days.
func (q *mapQuery) inMonths() bool {
	if q.from != nil {
		if start, _ := graph.ByMonth.BucketAt(*q.from); *q.from != start {
			return false
		}
	}
	if q.to != nil {
		if _, end := graph.ByMonth.BucketAt(*q.to); *q.to != end {
			return false
		}
	}
	return true
}

// Map returns the map around some actors. It adds, step by step, the actors that share the most events, and then every
// edge between the chosen actors.
func (s *Store) Map(ctx context.Context, q graph.MapQuery) (*graph.Map, error) {
	return withCanonicalIDs(ctx, s, q.Around, func(ids []string) (*graph.Map, error) {
		q.Around = ids
		return s.drawMap(ctx, newMapQuery(q, s.limits.MapBuckets))
	})
}

func (s *Store) drawMap(ctx context.Context, q *mapQuery) (*graph.Map, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	ids, left, err := s.mapActors(ctx, q)
	if err != nil {
		return nil, err
	}
	out := &graph.Map{Nodes: []graph.MapNode{}, Frames: []graph.MapFrame{}}
	if out.Omitted, err = s.omitted(ctx, q, ids, left); err != nil {
		return nil, err
	}
	if err = s.draw(ctx, out, ids, q); errors.Is(err, errManyEvents) && q.Bucket == graph.ByDay && q.inMonths() {
		q.Bucket, q.tallied = graph.ByMonth, true // which need not read the events
		out.Nodes = out.Nodes[:0]
		err = s.draw(ctx, out, ids, q)
	}
	out.Bucket = q.Bucket
	return out, err
}

// omitted counts what the map of some nodes leaves out; left is a lower bound of the omitted nodes.
func (s *Store) omitted(ctx context.Context, q *mapQuery, ids []string, left int) (out graph.Omitted, err error) {
	if left == 0 {
		return graph.Omitted{Exact: true}, nil
	}
	if q.Count {
		if out, err = s.leftOut(ctx, q, ids); err != nil {
			return out, err
		}
	}
	out.Nodes = max(out.Nodes, left)
	reason := fmt.Sprintf("maxNodes is %d: the actors that share the fewest events were left out", q.MaxNodes)
	if !out.Exact {
		reason += ", at least so many"
	}
	out.Reason = &reason
	return out, nil
}

// mapActors returns the ids of a map's actors, the requested ones first, and the number of other actors that were
// found.
func (s *Store) mapActors(ctx context.Context, q *mapQuery) (ids []string, left int, err error) {
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

// neighbours returns the actors that share the most events with the actors in of, as many as the map has room for. It
// leaves out known actors. all is the number of neighbours.
func (s *Store) neighbours(ctx context.Context, q *mapQuery, of, known []string) (ids []string, all int, err error) {
	room := q.MaxNodes - len(known)
	name := "neighbours"
	switch {
	case q.filtered() && q.tallied:
		name = "neighbours_tallied"
	case q.filtered():
		name = "neighbours_during"
	}
	params := q.params()
	params["ids"], params["known"], params["room"] = of, known, room
	params["most"] = q.MaxNodes + len(known) // so many of each are looked at: those known are among them
	records, err := s.db.ReadAll(ctx, name, cypher.Text(name), params)
	if err != nil {
		return nil, 0, err
	}
	if name != "neighbours_tallied" {
		ids, all = bolt.Texts(records[0], "ids"), int(bolt.Get[int64](records[0], "all"))
		return ids, all, bolt.Err(records)
	}
	ids = q.ranked(records)
	return ids[:min(room, len(ids))], len(ids), bolt.Err(records)
}

// ranked returns actors by the number of matching events that they share, most first. A row has an id and a tally.
func (q *mapQuery) ranked(records []*bolt.Record) []string {
	shared := map[string]int{}
	for _, record := range records {
		for _, r := range bolt.Get[[]any](record, "rows") {
			if n := q.counted(bolt.At[[]byte](record, r, 1)); n > 0 {
				shared[bolt.At[string](record, r, 0)] += n
			}
		}
	}
	return slices.SortedFunc(maps.Keys(shared), func(a, b string) int {
		return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(a, b))
	})
}

// counted returns the number of matching events in a pair's sums or tally.
func (q *mapQuery) counted(stored []byte) (events int) {
	if q.wholly() {
		return graph.KindCounts(stored).Only(q.Kinds).Count()
	}
	for _, v := range q.groups(stored) {
		events += derive.Events(v)
	}
	return events
}

// groups returns the matching groups of a packed tally. There are ten times as many of other months and kinds.
func (q *mapQuery) groups(packed []byte) iter.Seq2[int64, int64] {
	return func(yield func(k, v int64) bool) {
		for k, v := range derive.GroupsIn(packed) {
			kind, begin, end := derive.KeyParts(k)
			if (begin == 0 || begin <= q.hi) && (end == 0 || end >= q.lo) &&
				(len(q.Kinds) == 0 || slices.Contains(q.Kinds, kind)) &&
				!yield(k, v) {
				return
			}
		}
	}
}

// draw adds the nodes and the edges between the actors.
func (s *Store) draw(ctx context.Context, m *graph.Map, ids []string, q *mapQuery) error {
	name := "map_events"
	if q.tallied {
		name = "map_tallied"
	}
	params, pairs := q.params(), pairsAmong(ids)
	params["ids"], params["pairs"] = ids, derive.PairKeys(pairs)
	records, err := s.db.ReadAll(ctx, name, cypher.Text(name), params)
	if err != nil {
		return err
	}
	at, rows := map[string]int{}, 0
	for _, r := range records {
		rows += len(bolt.Get[[]any](r, "edges"))
		for _, n := range bolt.Get[[]any](r, "nodes") {
			node := graph.MapNode{
				ID: bolt.At[string](r, n, 0), Label: bolt.At[string](r, n, 1), Type: graph.NodeType(bolt.At[string](r, n, 2)),
			}
			at[node.ID] = len(m.Nodes)
			m.Nodes = append(m.Nodes, node)
		}
	}
	for _, id := range q.Around {
		if _, ok := at[id]; !ok {
			return graph.NotFound("actor", id)
		}
	}
	m.Edges = make([]graph.MapEdge, 0, rows)
	if err := cmp.Or(q.addAll(m, pairs, records), bolt.Err(records)); err != nil {
		return err
	}
	for _, e := range m.Edges {
		m.Nodes[at[e.Source]].Degree++
		m.Nodes[at[e.Target]].Degree++
	}
	slices.SortFunc(m.Edges, func(a, b graph.MapEdge) int {
		if a.Weight != b.Weight {
			return cmp.Compare(b.Weight, a.Weight)
		}
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Target, b.Target))
	})
	return nil
}

// addEdges adds edges from the rows of a record: the index of each pair, and what its actors share.
func (q *mapQuery) addEdges(m *graph.Map, pairs []derive.Pair, from *bolt.Record) error {
	var events []graph.Span // of one edge after the other
	for _, r := range bolt.Get[[]any](from, "edges") {
		p := pairs[bolt.At[int64](from, r, 0)]
		edge := graph.MapEdge{Source: p.A, Target: p.B}
		var err error
		if events, err = q.share(&edge, from, r, events[:0]); err != nil {
			return err
		}
		if edge.Weight == 0 {
			continue
		}
		if q.buckets += len(edge.Series); q.buckets > q.mostBuckets {
			return errManyBuckets
		}
		m.Edges = append(m.Edges, edge)
	}
	return nil
}

// share sets what the actors of an edge share. The second value of the row, of a record, is sums, a tally, or the kind
// and date of each event. share returns the buffer of events for the next edge.
func (q *mapQuery) share(e *graph.MapEdge, of *bolt.Record, row any, events []graph.Span) (_ []graph.Span, err error) {
	if q.wholly() {
		e.Sums = graph.KindCounts(bolt.At[[]byte](of, row, 1)).Only(q.Kinds)
		e.Weight = e.Sums.Count()
		return events, nil
	}
	if q.tallied {
		events = slices.AppendSeq(events, derive.SpansIn(q.groups(bolt.At[[]byte](of, row, 1))))
	} else if events, err = q.dated(of, bolt.At[[]any](of, row, 1), events); err != nil {
		return nil, err
	}
	e.Sums = graph.KindCountsOf(slices.Values(events))
	e.Weight = e.Sums.Count()
	if q.Bucket == "" {
		return events, nil
	}
	for _, b := range graph.Histogram(events, q.Bucket, q.During) {
		if b.Bucket != q.Bucket {
			return events, errManyBuckets
		}
		if b.Possible > 0 {
			e.Series = append(e.Series, b)
		}
	}
	return events, nil
}

// dated appends the matching events of a list of kinds and dates.
func (q *mapQuery) dated(of *bolt.Record, list []any, to []graph.Span) ([]graph.Span, error) {
	if len(list) > mapEvents {
		return nil, errManyEvents
	}
	for _, e := range list {
		date, err := record.ParseDate(bolt.At[string](of, e, 1))
		if err != nil {
			return nil, err
		}
		if s := graph.SpanOf(graph.EventKind(bolt.At[string](of, e, 0)), date); s.Overlaps(q.from, q.to) {
			to = append(to, s)
		}
	}
	return to, nil
}

func pairsAmong(ids []string) []derive.Pair {
	ids = slices.Sorted(slices.Values(ids))
	out := make([]derive.Pair, 0, len(ids)*(len(ids)-1)/2)
	for i, b := range ids {
		for _, a := range ids[:i] {
			out = append(out, derive.Pair{Key: graph.PairKey(a, b), A: a, B: b})
		}
	}
	return out
}
