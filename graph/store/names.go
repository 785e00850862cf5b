package store

import (
	"context"
	"sync"
	"time"

	"demarche/graph/answer"
	"demarche/graph/store/cypher"
	"demarche/graph/store/internal/bolt"
)

// names caches the names of actors, which pages need by the hundred and which rarely change. The database counts the
// renames of stored actors and returns the count with every page. A new count invalidates the cache.
type names struct {
	mu      sync.RWMutex
	known   answer.ActorNames
	renamed int64 // the database's count that they hold for
	since   time.Time
	fresh   time.Duration // how long they are kept
}

const (
	namesKept = 100_000
	// Somebody may change a name in the database by hand, and count nothing.
	namesFresh = 10 * time.Second
)

// cast replaces the packed casts in v by casts with the known names. renamed is the database's count when v was read.
func (n *names) cast(renamed int64, c *caster, v any) (any, error) {
	n.mu.Lock()
	n.forget(renamed)
	n.mu.Unlock()
	// Pages are read side by side. What is learned or forgotten in between is newer.
	n.mu.RLock()
	defer n.mu.RUnlock()
	c.known = n.known
	return c.read(v)
}

// learn adds names that were read at that count of the database.
func (n *names) learn(renamed int64, read answer.ActorNames) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.forget(renamed)
	if renamed == n.renamed {
		n.known.AddAll(read)
	}
}

// forget drops the names that may have changed.
func (n *names) forget(renamed int64) {
	if renamed > n.renamed || n.known.Len() > namesKept || time.Since(n.since) > n.fresh {
		n.known, n.renamed, n.since = answer.ActorNames{}, renamed, time.Now()
	}
}

// A caster decodes the packed casts in the result of a projection.
type caster struct {
	known      answer.ActorNames
	unknown    map[string]bool // ids
	incomplete []*answer.ParticipantSnapshot
}

// read returns v with every cast decoded. Projections return no other bytes.
func (c *caster) read(v any) (any, error) {
	switch v := v.(type) {
	case []byte:
		complete := true
		cast, err := answer.ReadSnapshot(v, c.known, func(id string) { c.unknown[id], complete = true, false })
		if !complete {
			c.incomplete = append(c.incomplete, cast)
		}
		return cast, err
	case []any:
		for i, item := range v {
			switch item.(type) {
			case []byte, []any:
				var err error
				if v[i], err = c.read(item); err != nil {
					return nil, err
				}
			}
		}
	}
	return v, nil
}

// withCasts replaces the packed casts in the result of a projection by casts with names. renamed is the database's
// count of renamed actors at that time.
func (s *Store) withCasts(ctx context.Context, renamed int64, v any) (any, error) {
	c := caster{unknown: map[string]bool{}}
	v, err := s.names.cast(renamed, &c, v)
	if err != nil || len(c.unknown) == 0 {
		return v, err
	}
	record, err := s.db.Read(ctx, "names", cypher.Text("names"), map[string]any{"ids": sortedKeys(c.unknown)})
	if err != nil {
		return nil, err
	}
	var read answer.ActorNames
	for _, pair := range bolt.Get[[]any](record, "names") {
		p := bolt.Strings(pair.([]any))
		read.Add(p[0], p[1])
	}
	s.names.learn(bolt.Get[int64](record, "renamed"), read)
	for _, cast := range c.incomplete {
		cast.Name(read)
	}
	return v, nil
}
