// Package store keeps the graph in Neo4j. It is the only package that speaks Bolt.
package store

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"demarche/graph"
)

// Config says which database.
type Config struct {
	URI, Username, Password string
	Database                string     // empty: the server's default one
	Observe                 func(Call) // is told of every statement that reads; may be nil
}

// Call is one run of a statement.
type Call struct {
	Name, Cypher string
	Params       map[string]any
}

// Store reads and writes the graph.
type Store struct {
	driver   neo4j.DriverWithContext
	database string
	compiled *projections
	observe  func(Call)
	watch    Watch
}

// Watch is told that a statement begins and, through what it returns, that it ended.
type Watch func(ctx context.Context, statement string) (ended func(error))

// Watched is s, with watch told of every statement that reads.
func (s *Store) Watched(watch Watch) *Store {
	watched := *s
	watched.watch = watch
	return &watched
}

// Limits of one statement. The database's own timeout is coarse and lies below the request's.
const (
	readTimeout  = 20 * time.Second
	writeTimeout = 5 * time.Minute
	// An index over millions of edges is built while its statement waits for it.
	schemaTimeout = 30 * time.Minute
	retryTime     = 2 * time.Second
	probeTime     = 2 * time.Second
)

// Open connects to a database; it does not wait for an answer.
func Open(c Config) (*Store, error) {
	driver, err := neo4j.NewDriverWithContext(c.URI, neo4j.BasicAuth(c.Username, c.Password, ""), func(d *config.Config) {
		d.MaxConnectionPoolSize = max(16, 4*runtime.NumCPU())
		d.ConnectionLivenessCheckTimeout = time.Minute
		d.ConnectionAcquisitionTimeout = retryTime
		d.SocketConnectTimeout = retryTime
		d.MaxTransactionRetryTime = 30 * time.Second
		d.TelemetryDisabled = true
		d.UserAgent = "demarche"
	})
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	return &Store{driver: driver, database: c.Database, compiled: newProjections(), observe: c.Observe}, nil
}

// Close ends all connections.
func (s *Store) Close(ctx context.Context) error { return s.driver.Close(ctx) }

// Ready returns an error that wraps graph.ErrUnavailable unless the database answers within two seconds.
func (s *Store) Ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, probeTime)
	defer cancel()
	if err := s.driver.VerifyConnectivity(ctx); err != nil {
		return failed(ctx, "ready", err)
	}
	return nil
}

// read runs a statement that returns one record, in a transaction of its own, and returns the record; nil if there is
// none. Name is the statement's, for the database's query log.
func (s *Store) read(ctx context.Context, name, cypher string, params map[string]any) (record *neo4j.Record, err error) {
	if s.observe != nil {
		s.observe(Call{name, cypher, params})
	}
	if s.watch != nil {
		ended := s.watch(ctx, name)
		defer func() { ended(err) }()
	}
	record, err = s.readOnce(ctx, name, cypher, params)
	// A pooled connection may have died with an earlier database: once more on a fresh one.
	if err != nil && neo4j.IsRetryable(err) && ctx.Err() == nil {
		record, err = s.readOnce(ctx, name, cypher, params)
	}
	if err != nil {
		return nil, failed(ctx, name, err)
	}
	return record, nil
}

func (s *Store) readOnce(ctx context.Context, name, cypher string, params map[string]any) (*neo4j.Record, error) {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead, DatabaseName: s.database})
	defer closeSession(ctx, session)
	result, err := session.Run(ctx, cypher, params, neo4j.WithTxTimeout(readTimeout), neo4j.WithTxMetadata(map[string]any{"statement": name}))
	if err != nil {
		return nil, err
	}
	if !result.Next(ctx) {
		return nil, result.Err()
	}
	record := result.Record()
	_, err = result.Consume(ctx)
	return record, err
}

// write runs work in one transaction, again where the database says that it may succeed then: work is idempotent.
func (s *Store) write(ctx context.Context, name string, work func(tx *tx) error) error {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeWrite, DatabaseName: s.database})
	defer closeSession(ctx, session)
	_, err := session.ExecuteWrite(ctx, func(m neo4j.ManagedTransaction) (any, error) {
		return nil, work(&tx{ctx, m})
	}, neo4j.WithTxTimeout(writeTimeout), neo4j.WithTxMetadata(map[string]any{"statement": name}))
	if err != nil {
		return failed(ctx, name, err)
	}
	return nil
}

func closeSession(ctx context.Context, session neo4j.SessionWithContext) {
	_ = session.Close(context.WithoutCancel(ctx)) // what it returned is what counts
}

// failed says what an error of the driver means. Whether time ran out is asked of the context: the driver returns a
// connectivity error then.
func failed(ctx context.Context, name string, err error) error {
	var unreachable *neo4j.ConnectivityError
	var told *neo4j.Neo4jError
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fmt.Errorf("%s: %w: it took too long; ask for less", name, graph.ErrTooBroad)
	case ctx.Err() != nil:
		return fmt.Errorf("%s: %w", name, ctx.Err())
	case errors.As(err, &told) && (told.Code == "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration" || told.Code == "Neo.ClientError.Transaction.TransactionTimedOut"):
		return fmt.Errorf("%s: %w: it took too long; ask for less", name, graph.ErrTooBroad)
	case errors.As(err, &unreachable), isPoolError(err), neo4j.IsRetryable(err):
		return fmt.Errorf("%s: %w: %w", name, graph.ErrUnavailable, err)
	}
	return fmt.Errorf("%s: %w", name, err)
}

func isPoolError(err error) bool {
	var limit *neo4j.TransactionExecutionLimit
	return errors.As(err, &limit)
}
