// Package store keeps the graph in Neo4j. It is the only package that speaks Bolt.
package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"demarche/graph"
)

// Config says which database.
type Config struct {
	URI, Username, Password string
	Database                string // empty: the server's default one
}

// Call is one run of a statement.
type Call struct {
	Name, Cypher string
	Params       map[string]any
}

// Store reads and writes the graph.
type Store struct {
	at       *atomic.Pointer[server] // of every store made from this one
	database string
	compiled *projections
	names    *names
	observe  func(Call)
	watch    Watch
	patience time.Duration // with a statement that reads
}

// Watch is told that a statement begins and, through what it returns, that it ended.
type Watch func(ctx context.Context, statement string) (ended func(error))

// Watched is s, with watch told of every statement that reads.
func (s *Store) Watched(watch Watch) *Store {
	watched := *s
	watched.watch = watch
	return &watched
}

// Observing is s, with observe told of every statement that runs; from several goroutines where a request has several root
// fields.
func (s *Store) Observing(observe func(Call)) *Store {
	observing := *s
	observing.observe = observe
	return &observing
}

// Patient is s, with more time for each statement that reads: for an export that nobody else waits behind.
func (s *Store) Patient() *Store {
	patient := *s
	patient.patience = exportTimeout
	return &patient
}

// Limits of one statement. The database's own timeout is coarse and lies below the request's.
const (
	readTimeout   = 20 * time.Second
	exportTimeout = 2 * time.Minute
	writeTimeout  = 5 * time.Minute
	// An index over millions of edges is built while its statement waits for it.
	schemaTimeout = 30 * time.Minute
	// How much longer than the database's timeout a connection is waited for.
	slack     = time.Minute
	closeTime = time.Second
	// A connection keeps a buffer as large as the largest record that it was ever sent.
	connectionLife = 5 * time.Minute
	retryTime      = 2 * time.Second
)

// Open connects to a database; it does not wait for an answer.
func Open(c Config) (*Store, error) {
	at, err := connect(c)
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	s := &Store{at: &atomic.Pointer[server]{}, database: c.Database, compiled: newProjections(), patience: readTimeout, names: &names{fresh: namesFresh}}
	s.at.Store(at)
	return s, nil
}

func newDriver(c Config, more func(*config.Config)) (neo4j.DriverWithContext, error) {
	return neo4j.NewDriverWithContext(c.URI, neo4j.BasicAuth(c.Username, c.Password, ""), func(d *config.Config) {
		d.ConnectionLivenessCheckTimeout = time.Minute
		d.MaxConnectionLifetime = connectionLife
		// Whoever waits for a connection of a busy pool waits for others' statements; whether the database is there at all
		// the pulse knows sooner.
		d.ConnectionAcquisitionTimeout = readTimeout
		d.SocketConnectTimeout = retryTime
		d.MaxTransactionRetryTime = 30 * time.Second
		d.TelemetryDisabled = true
		d.UserAgent = "demarche"
		more(d)
	})
}

// Close ends all connections.
func (s *Store) Close(ctx context.Context) error { return s.server().close(ctx) }

// Ready returns an error that wraps graph.ErrUnavailable unless the database answers within two seconds.
func (s *Store) Ready(ctx context.Context) error { return s.server().pulse.since(ctx, time.Now()) }

// read runs a statement that returns one record, in a transaction of its own, and returns the record; nil if there is
// none. Name is the statement's, for the database's query log. Where the database is away or stops answering, the error
// wraps graph.ErrUnavailable within two seconds.
func (s *Store) read(ctx context.Context, name, cypher string, params map[string]any) (*neo4j.Record, error) {
	record, _, err := s.readIn(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead}, name, cypher, params)
	return record, err
}

// readAll is read for a statement that returns any number of records.
func (s *Store) readAll(ctx context.Context, name, cypher string, params map[string]any) ([]*neo4j.Record, error) {
	records, _, err := s.readAllIn(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead}, name, cypher, params)
	return records, err
}

// readIn is read in a session of that sort. It also returns the bookmarks of a session that is to see what this one saw.
func (s *Store) readIn(ctx context.Context, in neo4j.SessionConfig, name, cypher string, params map[string]any) (*neo4j.Record, neo4j.Bookmarks, error) {
	records, seen, err := s.readAllIn(ctx, in, name, cypher, params)
	if err != nil || len(records) == 0 {
		return nil, seen, err
	}
	return records[0], seen, nil
}

func (s *Store) readAllIn(ctx context.Context, in neo4j.SessionConfig, name, cypher string, params map[string]any) (records []*neo4j.Record, seen neo4j.Bookmarks, err error) {
	call := Call{name, cypher, params}
	if s.observe != nil {
		s.observe(call)
	}
	if s.watch != nil {
		ended := s.watch(ctx, name)
		defer func() { ended(err) }()
	}
	guarded, end := s.server().pulse.guarded(ctx, s.patience)
	defer end()
	start := time.Now()
	records, seen, err = s.readOnce(guarded, in, call)
	// A pooled connection may have died with an earlier database: once more on a fresh one.
	if err != nil && neo4j.IsRetryable(err) && guarded.Err() == nil && time.Since(start) < retryTime/2 {
		records, seen, err = s.readOnce(guarded, in, call)
	}
	switch cause := context.Cause(guarded); {
	case err == nil:
		return records, seen, nil
	case ctx.Err() == nil && cause != nil:
		return nil, nil, fmt.Errorf("%s: %w", name, cause)
	}
	return nil, nil, failed(ctx, name, err)
}

func (s *Store) readOnce(ctx context.Context, in neo4j.SessionConfig, c Call) ([]*neo4j.Record, neo4j.Bookmarks, error) {
	in.DatabaseName = s.database
	session := s.server().driver.NewSession(ctx, in)
	defer closeSession(ctx, session)
	result, err := session.Run(ctx, c.Cypher, c.Params, neo4j.WithTxTimeout(s.patience), neo4j.WithTxMetadata(map[string]any{"statement": c.Name}))
	if err != nil {
		return nil, nil, err
	}
	records, err := result.Collect(ctx)
	if err != nil {
		return nil, nil, err
	}
	return records, session.LastBookmarks(), nil
}

// write runs work in one transaction, again where the database says that it may succeed then: work is idempotent.
func (s *Store) write(ctx context.Context, name string, work func(tx *tx) error) error {
	return s.writeWithin(ctx, writeTimeout, name, work)
}

// writeWithin is write with a time of its own.
func (s *Store) writeWithin(ctx context.Context, timeout time.Duration, name string, work func(tx *tx) error) error {
	ctx, cancel := bounded(ctx, timeout)
	defer cancel()
	session := s.server().driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeWrite, DatabaseName: s.database})
	defer closeSession(ctx, session)
	_, err := session.ExecuteWrite(ctx, func(m neo4j.ManagedTransaction) (any, error) {
		return nil, work(&tx{ctx: ctx, m: m, observe: s.observe})
	}, neo4j.WithTxTimeout(timeout), neo4j.WithTxMetadata(map[string]any{"statement": name}))
	if err != nil {
		return failedSlowly(ctx, name, err, errSlowWrite)
	}
	return nil
}

// bounded is ctx for a transaction of that timeout. The driver hears of a context's end only where it has a deadline.
func bounded(ctx context.Context, timeout time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, timeout+slack, fmt.Errorf("%w: it does not answer", graph.ErrUnavailable))
}

func closeSession(ctx context.Context, session neo4j.SessionWithContext) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTime)
	defer cancel()
	_ = session.Close(ctx) // what it returned is what counts
}

// What a statement that took too long returns: one that reads, and one that writes.
var (
	errSlowRead  = fmt.Errorf("%w: it took too long; ask for less", graph.ErrTooBroad)
	errSlowWrite = fmt.Errorf("%w: another write or a migration may hold the database; try again later, writing the same twice changes nothing", graph.ErrTimeout)
)

// failed says what an error of the driver means, of a statement that reads.
func failed(ctx context.Context, name string, err error) error {
	return failedSlowly(ctx, name, err, errSlowRead)
}

// failedSlowly says what an error of the driver means, and returns slow where time ran out. Whether time ran out is asked of the context: the driver returns a
// connectivity error then.
func failedSlowly(ctx context.Context, name string, err, slow error) error {
	var unreachable *neo4j.ConnectivityError
	var told *neo4j.Neo4jError
	switch {
	case refusal(err) != nil:
		return fmt.Errorf("%s: %w: %w", name, refusal(err), err)
	case errors.Is(context.Cause(ctx), graph.ErrUnavailable):
		return fmt.Errorf("%s: %w", name, context.Cause(ctx))
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fmt.Errorf("%s: %w", name, slow)
	case ctx.Err() != nil:
		return fmt.Errorf("%s: %w", name, ctx.Err())
	case errors.As(err, &told) && (told.Code == "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration" || told.Code == "Neo.ClientError.Transaction.TransactionTimedOut"):
		return fmt.Errorf("%s: %w", name, slow)
	case errors.As(err, &unreachable), isPoolError(err), neo4j.IsRetryable(err), told != nil && strings.HasPrefix(told.Code, cannotCommit):
		return fmt.Errorf("%s: %w: %w", name, graph.ErrUnavailable, err)
	}
	return fmt.Errorf("%s: %w", name, err)
}

// cannotCommit begins the codes of a database that met a full disk, say, and does nothing more until it is restarted.
const cannotCommit = "Neo.DatabaseError.Transaction."

func isPoolError(err error) bool {
	var limit *neo4j.TransactionExecutionLimit
	return errors.As(err, &limit)
}
