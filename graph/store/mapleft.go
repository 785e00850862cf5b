package store

import (
	"context"
	"fmt"

	"demarche/graph"
	"demarche/graph/store/cypher"
	"demarche/graph/store/internal/bolt"
)

// A wholeMap is the known part of a map with room for every node.
type wholeMap struct {
	nodes map[string]bool
	pairs map[[2]string]bool // of actors that share events, the smaller id first
	left  int                // how many more pairs may be looked at
}

// leftOut counts what a map of some nodes leaves out, compared with a map that has room for every node.
func (s *Store) leftOut(ctx context.Context, q *mapQuery, drawn []string) (graph.Omitted, error) {
	w := wholeMap{nodes: map[string]bool{}, pairs: map[[2]string]bool{}, left: s.limits.MapPairs}
	for _, id := range q.Around {
		w.nodes[id] = true
	}
	frontier := q.Around
	for step := 0; step <= q.Depth && w.left > 0 && len(frontier) > 0; step++ {
		found, err := s.pairsOf(ctx, q, &w, frontier)
		if err != nil {
			return graph.Omitted{}, err
		}
		frontier = nil
		for _, id := range found {
			if step < q.Depth && !w.nodes[id] {
				w.nodes[id] = true
				frontier = append(frontier, id)
			}
		}
	}
	return w.without(drawn), nil
}

// without counts the nodes and edges of the whole map that a map of some nodes leaves out.
func (w *wholeMap) without(drawn []string) graph.Omitted {
	on := map[string]bool{}
	for _, id := range drawn {
		on[id] = true
	}
	out := graph.Omitted{Exact: w.left > 0}
	for id := range w.nodes {
		if !on[id] {
			out.Nodes++
		}
	}
	for p := range w.pairs {
		drawn := on[p[0]] && on[p[1]]
		if w.nodes[p[0]] && w.nodes[p[1]] && !drawn {
			out.Edges++
		}
	}
	return out
}

// pairsOf adds to w the pairs of some actors that share matching events, and returns the other actor of each.
func (s *Store) pairsOf(ctx context.Context, q *mapQuery, w *wholeMap, ids []string) (others []string, err error) {
	name := "map_pairs"
	switch {
	case q.filtered() && q.tallied:
		name = "map_pairs_tallied"
	case q.filtered():
		name = "map_pairs_during"
	}
	params := q.params()
	params["ids"], params["most"] = ids, w.left
	records, err := s.db.ReadAll(ctx, name, cypher.Text(name), params)
	if err != nil {
		return nil, fmt.Errorf("counting what the map leaves out: %w", err)
	}
	for _, r := range records {
		a := bolt.Get[string](r, "id")
		for _, v := range bolt.Get[[]any](r, "rows") {
			w.left--
			if b := bolt.At[string](r, v, 0); q.shares(r, v) {
				w.pairs[[2]string{min(a, b), max(a, b)}] = true
				others = append(others, b)
			}
		}
	}
	return others, bolt.Err(records)
}

// shares reports whether a pair shares a matching event. The row of the pair, in a record, has an id and, if the map is
// filtered, a bool or the counts to decide by.
func (q *mapQuery) shares(of *bolt.Record, row any) bool {
	if !q.filtered() {
		return true
	}
	if q.tallied {
		return q.counted(bolt.At[[]byte](of, row, 1)) > 0
	}
	return bolt.At[bool](of, row, 1)
}
