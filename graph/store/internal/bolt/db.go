// Package bolt runs statements on a Neo4j. It is the only package that imports the driver.
package bolt

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

// Config names a database and how to log in.
type Config struct {
	URI, Username, Password string
	Database                string // empty: the server's default one
}

// Call is one run of a statement, which reads each of Params as $given.NAME.
type Call struct {
	Name, Cypher string
	Params       map[string]any
}

// Given returns the one parameter that the driver sends. Neo4j plans a statement again for each combination of the
// types of its parameters. The type tells how long a list is, and whether there is a value. That of a map does not say
// what the map holds.
func (c Call) Given() map[string]any {
	if c.Params == nil {
		return map[string]any{"given": map[string]any{}}
	}
	return map[string]any{"given": c.Params}
}

// Watch is called when a statement begins. It returns a function to call when the statement has ended.
type Watch func(ctx context.Context, statement string) (ended func(error))

// DB runs statements. Its copies share their connections.
type DB struct {
	at       *atomic.Pointer[server]
	database string
	observe  func(Call)    // of every statement; may be nil
	watch    Watch         // of those that read; may be nil
	patience time.Duration // with a statement that reads
}

// Limits of one statement. The database's own timeout is coarse and lies below the request's.
const (
	readTimeout   = 20 * time.Second
	exportTimeout = 2 * time.Minute
	writeTimeout  = 5 * time.Minute
	// SchemaTimeout bounds a change of the schema. An index over millions of edges is built while its statement waits.
	SchemaTimeout = 30 * time.Minute
	// Slack is how much longer than the database's timeout a connection is waited for.
	Slack     = time.Minute
	closeTime = time.Second
	// A connection keeps a buffer as large as the largest record that it was ever sent.
	connectionLife = 5 * time.Minute
	retryTime      = 2 * time.Second
)

// Open connects to a database. It does not wait for an answer.
func Open(c Config) (*DB, error) {
	at, err := connect(c)
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	d := &DB{at: &atomic.Pointer[server]{}, database: c.Database, patience: readTimeout}
	d.at.Store(at)
	return d, nil
}

// Watched returns a copy that reports every statement that reads.
func (d *DB) Watched(watch Watch) *DB {
	c := *d
	c.watch = watch
	return &c
}

// Observing returns a copy that reports every statement.
func (d *DB) Observing(observe func(Call)) *DB {
	c := *d
	c.observe = observe
	return &c
}

// Patient returns a copy with more time for each statement that reads.
func (d *DB) Patient() *DB {
	c := *d
	c.patience = exportTimeout
	return &c
}

func newDriver(c Config, more func(*config.Config)) (neo4j.DriverWithContext, error) {
	return neo4j.NewDriverWithContext(c.URI, neo4j.BasicAuth(c.Username, c.Password, ""), func(d *config.Config) {
		d.ConnectionLivenessCheckTimeout = time.Minute
		d.MaxConnectionLifetime = connectionLife
		// A wait for a connection of a busy pool is a wait for the statements of others. Whether the database answers at all,
		// the probe finds out sooner.
		d.ConnectionAcquisitionTimeout = readTimeout
		d.SocketConnectTimeout = retryTime
		d.MaxTransactionRetryTime = 30 * time.Second
		d.TelemetryDisabled = true
		d.UserAgent = "demarche"
		more(d)
	})
}

// Close ends all connections.
func (d *DB) Close(ctx context.Context) error { return d.server().close(ctx) }

// Ready returns an error that wraps graph.ErrUnavailable unless the database answers within two seconds.
func (d *DB) Ready(ctx context.Context) error { return d.server().probe.since(ctx, time.Now()) }

// Read runs a statement that returns one record, in a transaction of its own, and returns the record; nil if there is
// none. Name is the statement's, for the database's query log. Where the database is away or stops answering, the error
// wraps graph.ErrUnavailable within two seconds.
func (d *DB) Read(ctx context.Context, name, cypher string, params map[string]any) (*Record, error) {
	record, _, err := d.readIn(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead}, name, cypher, params)
	return record, err
}

// ReadAll is read for a statement that returns any number of records.
func (d *DB) ReadAll(ctx context.Context, name, cypher string, params map[string]any) ([]*Record, error) {
	records, _, err := d.readAllIn(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead}, name, cypher, params)
	return records, err
}

// ReadLast is Read of the member of a cluster that writes, so that nothing is missed that another read saw. It also
// returns bookmarks for ReadAfter.
func (d *DB) ReadLast(ctx context.Context, name, cypher string, params map[string]any) (*Record, Bookmarks, error) {
	return d.readIn(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeWrite}, name, cypher, params)
}

// ReadAfter is Read in a session that sees all that another one saw.
func (d *DB) ReadAfter(
	ctx context.Context,
	seen Bookmarks,
	name, cypher string,
	params map[string]any,
) (*Record, error) {
	record, _, err := d.readIn(
		ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead, Bookmarks: seen}, name, cypher, params,
	)
	return record, err
}

func (d *DB) readIn(
	ctx context.Context,
	in neo4j.SessionConfig,
	name, cypher string,
	params map[string]any,
) (*Record, Bookmarks, error) {
	records, seen, err := d.readAllIn(ctx, in, name, cypher, params)
	if err != nil || len(records) == 0 {
		return nil, seen, err
	}
	return records[0], seen, nil
}

func (d *DB) readAllIn(
	ctx context.Context,
	in neo4j.SessionConfig,
	name, cypher string,
	params map[string]any,
) (records []*Record, seen neo4j.Bookmarks, err error) {
	call := Call{name, cypher, params}
	if d.observe != nil {
		d.observe(call)
	}
	if d.watch != nil {
		ended := d.watch(ctx, name)
		defer func() { ended(err) }()
	}
	guarded, end := d.server().probe.guarded(ctx, d.patience)
	defer end()
	start := time.Now()
	records, seen, err = d.readOnce(guarded, in, call)
	// A pooled connection may have died with an earlier database: once more on a fresh one.
	if err != nil && neo4j.IsRetryable(err) && guarded.Err() == nil && time.Since(start) < retryTime/2 {
		records, seen, err = d.readOnce(guarded, in, call)
	}
	switch cause := context.Cause(guarded); {
	case err == nil:
		return records, seen, nil
	case ctx.Err() == nil && cause != nil:
		return nil, nil, fmt.Errorf("%s: %w", name, cause)
	}
	return nil, nil, failed(ctx, name, err)
}

func (d *DB) readOnce(ctx context.Context, in neo4j.SessionConfig, c Call) ([]*Record, neo4j.Bookmarks, error) {
	in.DatabaseName = d.database
	session := d.server().driver.NewSession(ctx, in)
	defer closeSession(ctx, session)
	result, err := session.Run(ctx, c.Cypher, c.Given(), neo4j.WithTxTimeout(d.patience), neo4j.WithTxMetadata(map[string]any{"statement": c.Name}))
	if err != nil {
		return nil, nil, err
	}
	records, err := result.Collect(ctx)
	if err != nil {
		return nil, nil, err
	}
	return recordsOf(c.Name, records, &faults{}), session.LastBookmarks(), nil
}

// Write runs work in one transaction, again where the database says that it may succeed then: work is idempotent.
func (d *DB) Write(ctx context.Context, name string, work func(tx *Tx) error) error {
	return d.WriteWithin(ctx, writeTimeout, name, work)
}

// WriteWithin is write with a time of its own.
func (d *DB) WriteWithin(ctx context.Context, timeout time.Duration, name string, work func(tx *Tx) error) error {
	ctx, cancel := bounded(ctx, timeout)
	defer cancel()
	session := d.server().driver.NewSession(
		ctx,
		neo4j.SessionConfig{AccessMode: neo4j.AccessModeWrite, DatabaseName: d.database},
	)
	defer closeSession(ctx, session)
	_, err := session.ExecuteWrite(ctx, func(m neo4j.ManagedTransaction) (any, error) {
		return nil, d.run(ctx, m, work)
	}, neo4j.WithTxTimeout(timeout), neo4j.WithTxMetadata(map[string]any{"statement": name}))
	if err != nil {
		return failedSlowly(ctx, name, err, errSlowWrite)
	}
	return nil
}

// bounded is ctx for a transaction of that timeout. The driver hears of a context's end only where it has a deadline.
func bounded(ctx context.Context, timeout time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, timeout+Slack, fmt.Errorf("%w: it does not answer", graph.ErrUnavailable))
}

func closeSession(ctx context.Context, session neo4j.SessionWithContext) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTime)
	defer cancel()
	_ = session.Close(ctx) // what it returned is what counts
}

// These are the errors of statements that took too long: of a question, of a long read, and of a write.
var (
	errSlowRead  = fmt.Errorf("%w: it took too long; ask for less", graph.ErrTooBroad)
	errSlowScan  = fmt.Errorf("%w: the database was read for more than %s; try again when it has less to do", graph.ErrTimeout, writeTimeout)
	errSlowWrite = fmt.Errorf("%w: another write or a migration may hold the database; try again later, writing the same twice changes nothing", graph.ErrTimeout)
)

// failed says what an error of the driver means, of a statement that reads.
func failed(ctx context.Context, name string, err error) error {
	return failedSlowly(ctx, name, err, errSlowRead)
}

// failedSlowly says what an error of the driver means, and returns slow where time ran out. Whether time ran out is
// asked of the context: the driver returns a connectivity error then.
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
	case errors.As(err, &unreachable),
		isPoolError(err),
		neo4j.IsRetryable(err),
		told != nil && strings.HasPrefix(told.Code, cannotCommit):
		return fmt.Errorf("%s: %w: %w", name, graph.ErrUnavailable, err)
	case told == nil: // what was done in a transaction says itself what is wrong
		return err
	}
	return fmt.Errorf("%s: %w", name, err)
}

// cannotCommit begins the codes of a database that met a full disk, say, and does nothing more until it is restarted.
const cannotCommit = "Neo.DatabaseError.Transaction."

func isPoolError(err error) bool {
	var limit *neo4j.TransactionExecutionLimit
	return errors.As(err, &limit)
}

// PageSize is the number of records that Pages reads at a time.
const PageSize = 1000

// Scan runs a statement that may take long, and returns its records.
func (d *DB) Scan(ctx context.Context, name string, params map[string]any) (records []*Record, err error) {
	err = d.Reading(ctx, name, func(t *Tx) error {
		records, err = t.All(name, params)
		return err
	})
	return records, err
}

// Reading runs work, which may take long, in one transaction that reads.
func (d *DB) Reading(ctx context.Context, name string, work func(t *Tx) error) error {
	ctx, cancel := bounded(ctx, writeTimeout)
	defer cancel()
	session := d.server().driver.NewSession(
		ctx,
		neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead, DatabaseName: d.database},
	)
	defer closeSession(ctx, session)
	_, err := session.ExecuteRead(ctx, func(m neo4j.ManagedTransaction) (any, error) {
		return nil, d.run(ctx, m, work)
	}, neo4j.WithTxTimeout(writeTimeout), neo4j.WithTxMetadata(map[string]any{"statement": name}))
	if err != nil {
		return failedSlowly(ctx, name, err, errSlowScan)
	}
	return nil
}

// Pages runs a statement again and again, each time after the last value of the column by which it is ordered. It fails
// if check misread a record.
func (d *DB) Pages(ctx context.Context, name, by string, after any, check func(page []*Record) error) error {
	for {
		page, err := d.Scan(ctx, name, map[string]any{"after": after, "limit": PageSize})
		if err != nil || len(page) == 0 {
			return err
		}
		if err := errors.Join(check(page), Err(page)); err != nil || len(page) < PageSize {
			return err
		}
		after, _ = page[len(page)-1].Get(by)
	}
}

// Schema changes the schema. It tries again if another change is made at the same time.
func (d *DB) Schema(ctx context.Context, cypher string) error {
	ctx, cancel := bounded(ctx, SchemaTimeout)
	defer cancel()
	session := d.server().driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: d.database})
	defer closeSession(ctx, session)
	_, err := session.ExecuteWrite(ctx, func(m neo4j.ManagedTransaction) (any, error) {
		return (&Tx{ctx: ctx, m: m, faults: &faults{}}).Run("schema", cypher, nil)
	}, neo4j.WithTxTimeout(SchemaTimeout))
	if err != nil {
		return failedSlowly(ctx, "schema", err, errSlowWrite)
	}
	return nil
}

// Bookmarks name what a session saw.
type Bookmarks = neo4j.Bookmarks
