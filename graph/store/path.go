package store

import (
	"context"
	"fmt"
	"slices"

	"demarche/graph"
	"demarche/graph/store/cypher"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/project"
)

const (
	maxHops = 10
	maxSeen = 20_000 // actors that a search may reach
)

// ShortestPath returns the path with the fewest events between two actors through officials. It returns nil if there
// is none of at most hops events.
func (s *Store) ShortestPath(
	ctx context.Context,
	from, to string,
	during *graph.Window,
	hops int,
) (*graph.Path, error) {
	return withCanonicalIDs(ctx, s, []string{from, to}, func(ids []string) (*graph.Path, error) {
		return s.shortestPath(ctx, ids[0], ids[len(ids)-1], during, hops) // both may mean the same
	})
}

func (s *Store) shortestPath(
	ctx context.Context,
	from, to string,
	during *graph.Window,
	hops int,
) (*graph.Path, error) {
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
	if first != nil || last != nil || !graph.IsOfficial(from) || !graph.IsOfficial(to) {
		return s.search(ctx, from, to, during, hops)
	}
	record, err := s.db.Read(ctx, "path", cypher.Text("path"), map[string]any{"from": from, "to": to})
	if err != nil || record == nil {
		return nil, err
	}
	p := &graph.Path{ActorIDs: bolt.Texts(record, "actors"), EventIDs: bolt.Texts(record, "events")}
	p.Length = len(p.EventIDs)
	if p.Length > hops {
		return nil, nil
	}
	return p, record.Err()
}

// A reach holds the actors that a search reached from one of its two ends.
type reach struct {
	root           string
	came           map[string]hop
	frontier, seen []string
}

// A hop is the previous actor and the event through which a search reached an actor.
type hop struct{ actor, event string }

func newReach(root string) *reach {
	return &reach{root, map[string]hop{root: {}}, []string{root}, []string{root}}
}

// search extends paths from both actors, event by event, until they meet. Each round extends the smaller frontier.
// Stored co-participation joins only officials and has no dates, so search reads events. An actor without events ends
// the search at once.
func (s *Store) search(ctx context.Context, from, to string, during *graph.Window, hops int) (*graph.Path, error) {
	a, b := newReach(from), newReach(to)
	for range hops {
		near, other := a, b
		if len(b.frontier) < len(a.frontier) {
			near, other = b, a
		}
		if err := s.widen(ctx, near, other.root, during); err != nil {
			return nil, err
		}
		if met := near.meets(other); met != "" {
			return pathThrough(met, a, b), nil
		}
		if len(a.seen)+len(b.seen) > maxSeen {
			return nil, fmt.Errorf("%w: the search reached more than %d actors; take a shorter window or fewer hops", graph.ErrTooBroad, maxSeen)
		}
		if len(near.frontier) == 0 {
			break
		}
	}
	return nil, nil
}

// widen extends the reach by one event, to officials and to the other end.
func (s *Store) widen(ctx context.Context, r *reach, end string, during *graph.Window) error {
	first, last := during.Days()
	window := project.SpanOf(&graph.Filter{During: during})
	record, err := s.db.Read(ctx, "path_step", cypher.Text("path_step"), map[string]any{
		"ids": r.frontier, "seen": r.seen, "to": end, "from": bolt.Day(first), "until": bolt.Day(last), "paired": int64(graph.MaxPaired),
		"lo": window.Lo, "hi": window.Hi,
	})
	if err != nil {
		return err
	}
	r.frontier = nil
	for _, found := range bolt.Get[[]any](record, "rows") {
		id := bolt.At[string](record, found, 0)
		r.came[id] = hop{bolt.At[string](record, found, 1), bolt.At[string](record, found, 2)}
		r.frontier = append(r.frontier, id)
	}
	r.seen = append(r.seen, r.frontier...)
	return record.Err()
}

// meets returns the smallest id in the frontier that the other search reached too, or "". Earlier frontiers had none,
// so no path is shorter.
func (r *reach) meets(other *reach) (actor string) {
	for _, id := range r.frontier {
		if _, met := other.came[id]; met && (actor == "" || id < actor) {
			actor = id
		}
	}
	return actor
}

// way returns the actors and events from an actor back to the root.
func (r *reach) way(from string) (actors, events []string) {
	for at := from; at != r.root; at = r.came[at].actor {
		actors, events = append(actors, r.came[at].actor), append(events, r.came[at].event)
	}
	return actors, events
}

func pathThrough(met string, from, to *reach) *graph.Path {
	actors, events := from.way(met)
	slices.Reverse(actors)
	slices.Reverse(events)
	onwards, more := to.way(met)
	p := &graph.Path{ActorIDs: append(append(actors, met), onwards...), EventIDs: append(events, more...)}
	p.Length = len(p.EventIDs)
	return p
}
