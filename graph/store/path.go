package store

import (
	"context"
	"fmt"
	"slices"

	"demarche/graph"
)

const (
	maxHops = 10
	maxSeen = 20_000 // actors that a search may reach
)

// ShortestPath finds the way with the fewest events between two actors through officials; nil if there is none of at most
// so many events.
func (s *Store) ShortestPath(ctx context.Context, from, to string, during *graph.Window, hops int) (*graph.Path, error) {
	return meaning(ctx, s, []string{from, to}, func(ids []string) (*graph.Path, error) {
		return s.shortestPath(ctx, ids[0], ids[len(ids)-1], during, hops) // both may mean the same
	})
}

func (s *Store) shortestPath(ctx context.Context, from, to string, during *graph.Window, hops int) (*graph.Path, error) {
	if hops < 1 || hops > maxHops {
		return nil, fmt.Errorf("%w: maxHops is 1 to %d, not %d", graph.ErrBadInput, maxHops, hops)
	}
	if err := s.actorsExist(ctx, from, to); err != nil {
		return nil, err
	}
	if from == to {
		return &graph.Path{ActorIDs: []string{from}, EventIDs: []string{}}, nil
	}
	first, last := during.Days()
	if first != nil || last != nil || !isOfficial(from) || !isOfficial(to) {
		return s.search(ctx, from, to, during, hops)
	}
	record, err := s.read(ctx, "path", statement("path"), map[string]any{"from": from, "to": to})
	if err != nil || record == nil {
		return nil, err
	}
	p := &graph.Path{ActorIDs: texts(record, "actors"), EventIDs: texts(record, "events")}
	p.Length = len(p.EventIDs)
	if p.Length > hops {
		return nil, nil
	}
	return p, nil
}

// A hop is how the search came to an actor.
type hop struct{ actor, event string }

// search goes out from one actor, event by event, until it meets the other: co-participation is kept between officials
// alone and knows no window.
func (s *Store) search(ctx context.Context, from, to string, during *graph.Window, hops int) (*graph.Path, error) {
	first, last := during.Days()
	window := spanOf(&graph.Filter{During: during})
	came := map[string]hop{from: {}}
	frontier, seen := []string{from}, []string{from}
	for range hops {
		record, err := s.read(ctx, "path_step", statement("path_step"), map[string]any{
			"ids": frontier, "seen": seen, "to": to, "from": date(first), "until": date(last), "paired": int64(graph.MaxPaired),
			"lo": window.lo, "hi": window.hi,
		})
		if err != nil {
			return nil, err
		}
		frontier = nil
		for _, r := range get[[]any](record, "rows") {
			row := stringsIn(r.([]any))
			came[row[0]] = hop{row[1], row[2]}
			frontier = append(frontier, row[0])
		}
		if _, met := came[to]; met {
			return pathFrom(came, from, to), nil
		}
		seen = append(seen, frontier...)
		if len(seen) > maxSeen {
			return nil, fmt.Errorf("%w: the search reached more than %d actors; take a shorter window or fewer hops", graph.ErrTooBroad, maxSeen)
		}
		if len(frontier) == 0 {
			break
		}
	}
	return nil, nil
}

func pathFrom(came map[string]hop, from, to string) *graph.Path {
	p := &graph.Path{ActorIDs: []string{to}, EventIDs: []string{}}
	for at := to; at != from; at = came[at].actor {
		p.EventIDs = append(p.EventIDs, came[at].event)
		p.ActorIDs = append(p.ActorIDs, came[at].actor)
	}
	slices.Reverse(p.EventIDs)
	slices.Reverse(p.ActorIDs)
	p.Length = len(p.EventIDs)
	return p
}
