package store

import (
	"context"
	"maps"
	"sync"
	"time"

	"demarche/graph"
)

// names are those of actors, which pages need by the hundred and which hardly ever change. The database counts how often an
// actor that was there got another name, and tells it with every page: what was known before that is forgotten.
type names struct {
	mu      sync.Mutex
	known   map[string]string // by id
	renamed int64             // the database's count that they hold for
	since   time.Time
	fresh   time.Duration // how long they are kept
}

const (
	namesKept = 100_000
	// Somebody may change a name in the database by hand, and count nothing.
	namesFresh = 10 * time.Second
)

// fill is named by what was known when the database had that count.
func (n *names) fill(renamed int64, casts []graph.Cast) (unknown map[string]bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.forget(renamed)
	return named(casts, n.known)
}

// named gives members their names, as far as they are known, and returns the ids of the others.
func named(casts []graph.Cast, known map[string]string) (unknown map[string]bool) {
	unknown = map[string]bool{}
	for _, c := range casts {
		for i := range c {
			if name, ok := known[c[i].ID]; ok {
				c[i].Name = name
			} else if c[i].Name == "" {
				unknown[c[i].ID] = true
			}
		}
	}
	return unknown
}

// learn keeps names that were read when the database's count was that.
func (n *names) learn(renamed int64, read map[string]string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.forget(renamed)
	if renamed < n.renamed {
		return
	}
	maps.Copy(n.known, read)
}

// forget drops what may have changed.
func (n *names) forget(renamed int64) {
	if n.known == nil || renamed > n.renamed || len(n.known) > namesKept || time.Since(n.since) > n.fresh {
		n.known, n.renamed, n.since = map[string]string{}, renamed, time.Now()
	}
}

// withCasts puts casts with names in the place of packed ones in what a projection returned, at the time of a count of
// renamed actors.
func (s *Store) withCasts(ctx context.Context, renamed int64, v any) (any, error) {
	var casts []graph.Cast
	v, err := unpackCasts(v, &casts)
	if err != nil {
		return nil, err
	}
	unknown := s.names.fill(renamed, casts)
	if len(unknown) == 0 {
		return v, nil
	}
	record, err := s.read(ctx, "names", statement("names"), map[string]any{"ids": sortedKeys(unknown)})
	if err != nil {
		return nil, err
	}
	read := map[string]string{}
	for _, pair := range get[[]any](record, "names") {
		p := stringsIn(pair.([]any))
		read[p[0]] = p[1]
	}
	s.names.learn(get[int64](record, "renamed"), read)
	named(casts, read)
	return v, nil
}

// unpackCasts returns v with every cast in it unpacked, and adds them to all: no other bytes stand in what is projected.
func unpackCasts(v any, all *[]graph.Cast) (any, error) {
	switch v := v.(type) {
	case []byte:
		c, err := graph.UnpackCast(v)
		*all = append(*all, c)
		return c, err
	case []any:
		for i, item := range v {
			switch item.(type) {
			case []byte, []any:
				var err error
				if v[i], err = unpackCasts(item, all); err != nil {
					return nil, err
				}
			}
		}
	}
	return v, nil
}
