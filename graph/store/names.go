package store

import (
	"context"
	"sync"
	"time"

	"demarche/graph/answer"
	"demarche/graph/store/cypher"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// names caches the names of actors, which pages need by the hundred and which rarely change. The database counts the
// renames of stored actors and returns the count with every page. A new count invalidates the cache.
type names struct {
	mu      sync.RWMutex
	known   answer.ActorNames
	renamed int64 // the database's count that they hold for
	since   time.Time
	age     time.Duration // how long they are kept
}

const namesKept = 100_000

// decode replaces the packed snapshots in v by snapshots with the known names. renamed is the database's count when v
// was read.
func (n *names) decode(renamed int64, d *snapshotDecoder, v any) (any, error) {
	n.mu.Lock()
	n.forget(renamed)
	n.mu.Unlock()
	// Pages are read side by side. What is learned or forgotten in between is newer.
	n.mu.RLock()
	defer n.mu.RUnlock()
	d.known = n.known
	return d.read(v)
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
	if renamed > n.renamed || n.known.Len() > namesKept || time.Since(n.since) > n.age {
		n.known, n.renamed, n.since = answer.ActorNames{}, renamed, time.Now()
	}
}

// A snapshotDecoder decodes the packed snapshots in the result of a projection.
type snapshotDecoder struct {
	known      answer.ActorNames
	unknown    map[string]bool // ids
	incomplete []*answer.ParticipantSnapshot
}

// read returns v with every snapshot decoded. Projections return no other bytes.
func (d *snapshotDecoder) read(v any) (any, error) {
	switch v := v.(type) {
	case []byte:
		complete := true
		snapshot, err := answer.ReadSnapshot(v, d.known, func(id string) { d.unknown[id], complete = true, false })
		if !complete {
			d.incomplete = append(d.incomplete, snapshot)
		}
		return snapshot, err
	case []any:
		for i, item := range v {
			switch item.(type) {
			case []byte, []any:
				var err error
				if v[i], err = d.read(item); err != nil {
					return nil, err
				}
			}
		}
	}
	return v, nil
}

// withSnapshots replaces the packed snapshots in the result of a projection by snapshots with names. renamed is the
// database's count of renamed actors at that time.
func (s *Store) withSnapshots(ctx context.Context, renamed int64, v any) (any, error) {
	d := snapshotDecoder{unknown: map[string]bool{}}
	v, err := s.names.decode(renamed, &d, v)
	if err != nil || len(d.unknown) == 0 {
		return v, err
	}
	record, err := s.db.Read(ctx, "names", cypher.Text("names"), map[string]any{"ids": record.SortedKeys(d.unknown)})
	if err != nil {
		return nil, err
	}
	var read answer.ActorNames
	for _, pair := range bolt.Get[[]any](record, "names") {
		read.Add(bolt.At[string](record, pair, 0), bolt.At[string](record, pair, 1))
	}
	at := bolt.Get[int64](record, "renamed")
	if err := record.Err(); err != nil {
		return nil, err
	}
	s.names.learn(at, read)
	for _, snapshot := range d.incomplete {
		snapshot.Name(read)
	}
	return v, nil
}
