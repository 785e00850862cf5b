// Package store keeps the graph in Neo4j. It is the only package that speaks Bolt.
package store

import (
	"context"
)

// Store reads and writes the graph.
type Store struct {
	db       *db
	compiled *projections
	names    *names
}

// Open connects to a database. It does not wait for an answer.
func Open(c Config) (*Store, error) {
	d, err := openDB(c)
	if err != nil {
		return nil, err
	}
	return &Store{db: d, compiled: newProjections(), names: &names{fresh: namesFresh}}, nil
}

// over returns a store that runs its statements by d, and shares all else with s.
func (s *Store) over(d *db) *Store {
	c := *s
	c.db = d
	return &c
}

// Watched returns a store that reports every statement that reads to watch.
func (s *Store) Watched(watch Watch) *Store { return s.over(s.db.watched(watch)) }

// Observing returns a store that reports every statement to observe, from several goroutines where a request has several root
// fields.
func (s *Store) Observing(observe func(Call)) *Store { return s.over(s.db.observing(observe)) }

// Patient returns a store with more time for each statement that reads, for exports, which delay nobody.
func (s *Store) Patient() *Store { return s.over(s.db.patient()) }

// Close ends all connections.
func (s *Store) Close(ctx context.Context) error { return s.db.close(ctx) }

// Ready returns an error that wraps graph.ErrUnavailable unless the database answers within two seconds.
func (s *Store) Ready(ctx context.Context) error { return s.db.ready(ctx) }

// Move leads the store, and every store made from it, to another server with the same database, and ends the connections to
// the earlier one. Statements that run there fail with graph.ErrUnavailable. It does not wait for an answer.
func (s *Store) Move(ctx context.Context, c Config) error { return s.db.move(ctx, c) }

// Profile runs a statement, rolls it back, and returns its plan. The outermost operator comes first, then the operators
// that it reads rows from. The costs include operators inside list comprehensions, which the database does not list.
func (s *Store) Profile(ctx context.Context, c Call) (Plan, error) { return s.db.profile(ctx, c) }

// Replan collects statistics and clears the plans made with earlier ones. With the statistics of an empty database, the
// planner scans.
func (s *Store) Replan(ctx context.Context) error { return s.db.replan(ctx) }
