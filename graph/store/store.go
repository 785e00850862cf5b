// Package store keeps the graph in Neo4j. It is the only package that speaks Bolt.
package store

import (
	"context"

	"demarche/graph"
	"demarche/graph/proposal"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/check"
	"demarche/graph/store/internal/project"
	"demarche/graph/store/internal/write"
)

// Config names a database, how to log in, and what questions may read.
type Config struct {
	URI, Username, Password string
	Database                string // empty: the server's default one
	Limits                  Limits // the zero value: DefaultLimits
}

// login returns the parts of the configuration that connections need.
func (c Config) login() bolt.Config {
	return bolt.Config{URI: c.URI, Username: c.Username, Password: c.Password, Database: c.Database}
}

// Call is one run of a statement.
type Call = bolt.Call

// Watch is called when a statement begins. It returns a function to call when the statement has ended.
type Watch = bolt.Watch

// Plan is how the database ran a statement.
type Plan = bolt.Plan

// Operator is one step of a plan.
type Operator = bolt.Operator

// Errors of a database that is there and refuses.
var (
	// ErrCredentials means that the database refuses the user or the password.
	ErrCredentials = bolt.ErrCredentials
	// ErrAddress means that the address is none of a Neo4j.
	ErrAddress = bolt.ErrAddress
	// ErrNoDatabase means that the server has no database of that name.
	ErrNoDatabase = bolt.ErrNoDatabase
)

// Store reads and writes the graph.
type Store struct {
	*write.Editor
	db       *bolt.DB
	compiled *project.Projections
	names    *names
	limits   Limits
}

// Open connects to a database. It does not wait for an answer.
func Open(c Config) (*Store, error) {
	d, err := bolt.Open(c.login())
	if err != nil {
		return nil, err
	}
	if c.Limits == (Limits{}) {
		c.Limits = DefaultLimits()
	}
	return &Store{
		Editor:   write.NewEditor(d),
		db:       d,
		compiled: project.NewProjections(),
		names:    &names{age: c.Limits.NamesAge},
		limits:   c.Limits,
	}, nil
}

// over returns a store that runs its statements by d, and shares all else with s.
func (s *Store) over(d *bolt.DB) *Store {
	c := *s
	c.db, c.Editor = d, write.NewEditor(d)
	return &c
}

// Watched returns a store that reports every statement that reads to watch.
func (s *Store) Watched(watch Watch) *Store { return s.over(s.db.Watched(watch)) }

// Observing returns a store that reports every statement to observe, from several goroutines where a request has
// several root fields.
func (s *Store) Observing(observe func(Call)) *Store { return s.over(s.db.Observing(observe)) }

// Patient returns a store with more time for each statement that reads, for exports, which delay nobody.
func (s *Store) Patient() *Store { return s.over(s.db.Patient()) }

// Close ends all connections.
func (s *Store) Close(ctx context.Context) error { return s.db.Close(ctx) }

// Ready returns an error that wraps graph.ErrUnavailable unless the database answers within two seconds.
func (s *Store) Ready(ctx context.Context) error { return s.db.Ready(ctx) }

// Move leads the store, and every store made from it, to another server with the same database, and ends the
// connections to the earlier one. Statements that run there fail with graph.ErrUnavailable. It does not wait for an
// answer. The limits stay.
func (s *Store) Move(ctx context.Context, c Config) error { return s.db.Move(ctx, c.login()) }

// Profile runs a statement, rolls it back, and returns its plan. The outermost operator comes first, then the operators
// that it reads rows from. The costs include operators inside list comprehensions, which the database does not list.
func (s *Store) Profile(ctx context.Context, c Call) (Plan, error) {
	return s.db.Profile(ctx, c)
}

// Replan collects statistics and clears the plans made with earlier ones. With the statistics of an empty database, the
// planner scans.
func (s *Store) Replan(ctx context.Context) error { return s.db.Replan(ctx) }

// Check goes through the whole graph and reports every fault. It compares the derived properties, edges and pairs of
// each event with its facts, the counts of what actors share, and keys with ids. It checks each record by the rules of
// writes (docs/data-model.md, "What is refused"), the words for search, and the reasons of merges and retractions. It
// reads page by page and changes nothing. Of a graph that is being written to it may report what has just been put
// right.
func (s *Store) Check(ctx context.Context, report func(problem string)) error {
	return check.Run(ctx, s.db, s, report)
}

// MaxInputs is the most items of one mutation.
const MaxInputs = write.MaxInputs

// Upsert writes inputs in one transaction, as Update does, and returns for each what became of it.
func Upsert[T proposal.Input](ctx context.Context, s *Store, inputs []T) ([]graph.Upsert, error) {
	return write.Upsert(ctx, s.Editor, inputs)
}
