package store

import (
	"context"
	"demarche/graph"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
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

// Watch is told that a statement begins and, through what it returns, that it ended.
type Watch func(ctx context.Context, statement string) (ended func(error))

// db runs statements. Copies of it share their connections.
type db struct {
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
	// An index over millions of edges is built while its statement waits for it.
	schemaTimeout = 30 * time.Minute
	// How much longer than the database's timeout a connection is waited for.
	slack     = time.Minute
	closeTime = time.Second
	// A connection keeps a buffer as large as the largest record that it was ever sent.
	connectionLife = 5 * time.Minute
	retryTime      = 2 * time.Second
)

// openDB connects to a database; it does not wait for an answer.
func openDB(c Config) (*db, error) {
	at, err := connect(c)
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	d := &db{at: &atomic.Pointer[server]{}, database: c.Database, patience: readTimeout}
	d.at.Store(at)
	return d, nil
}

// watched returns a copy that reports every statement that reads.
func (d *db) watched(watch Watch) *db {
	c := *d
	c.watch = watch
	return &c
}

// observing returns a copy that reports every statement.
func (d *db) observing(observe func(Call)) *db {
	c := *d
	c.observe = observe
	return &c
}

// patient returns a copy with more time for each statement that reads.
func (d *db) patient() *db {
	c := *d
	c.patience = exportTimeout
	return &c
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

// close ends all connections.
func (d *db) close(ctx context.Context) error { return d.server().close(ctx) }

// ready returns an error that wraps graph.ErrUnavailable unless the database answers within two seconds.
func (d *db) ready(ctx context.Context) error { return d.server().pulse.since(ctx, time.Now()) }

// read runs a statement that returns one record, in a transaction of its own, and returns the record; nil if there is
// none. Name is the statement's, for the database's query log. Where the database is away or stops answering, the error
// wraps graph.ErrUnavailable within two seconds.
func (d *db) read(ctx context.Context, name, cypher string, params map[string]any) (*neo4j.Record, error) {
	record, _, err := d.readIn(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead}, name, cypher, params)
	return record, err
}

// readAll is read for a statement that returns any number of records.
func (d *db) readAll(ctx context.Context, name, cypher string, params map[string]any) ([]*neo4j.Record, error) {
	records, _, err := d.readAllIn(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead}, name, cypher, params)
	return records, err
}

// readIn is read in a session of that sort. It also returns the bookmarks of a session that is to see what this one saw.
func (d *db) readIn(ctx context.Context, in neo4j.SessionConfig, name, cypher string, params map[string]any) (*neo4j.Record, neo4j.Bookmarks, error) {
	records, seen, err := d.readAllIn(ctx, in, name, cypher, params)
	if err != nil || len(records) == 0 {
		return nil, seen, err
	}
	return records[0], seen, nil
}

func (d *db) readAllIn(ctx context.Context, in neo4j.SessionConfig, name, cypher string, params map[string]any) (records []*neo4j.Record, seen neo4j.Bookmarks, err error) {
	call := Call{name, cypher, params}
	if d.observe != nil {
		d.observe(call)
	}
	if d.watch != nil {
		ended := d.watch(ctx, name)
		defer func() { ended(err) }()
	}
	guarded, end := d.server().pulse.guarded(ctx, d.patience)
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

func (d *db) readOnce(ctx context.Context, in neo4j.SessionConfig, c Call) ([]*neo4j.Record, neo4j.Bookmarks, error) {
	in.DatabaseName = d.database
	session := d.server().driver.NewSession(ctx, in)
	defer closeSession(ctx, session)
	result, err := session.Run(ctx, c.Cypher, c.Params, neo4j.WithTxTimeout(d.patience), neo4j.WithTxMetadata(map[string]any{"statement": c.Name}))
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
func (d *db) write(ctx context.Context, name string, work func(tx *tx) error) error {
	return d.writeWithin(ctx, writeTimeout, name, work)
}

// writeWithin is write with a time of its own.
func (d *db) writeWithin(ctx context.Context, timeout time.Duration, name string, work func(tx *tx) error) error {
	ctx, cancel := bounded(ctx, timeout)
	defer cancel()
	session := d.server().driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeWrite, DatabaseName: d.database})
	defer closeSession(ctx, session)
	_, err := session.ExecuteWrite(ctx, func(m neo4j.ManagedTransaction) (any, error) {
		return nil, work(&tx{ctx: ctx, m: m, observe: d.observe})
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

const checkedAtOnce = 1000

// scan runs a statement that may take long, and returns its records.
func (d *db) scan(ctx context.Context, name string, params map[string]any) (records []*neo4j.Record, err error) {
	err = d.reading(ctx, name, func(t *tx) error {
		records, err = t.all(name, params)
		return err
	})
	return records, err
}

// reading runs work, which may take long, in one transaction that reads.
func (d *db) reading(ctx context.Context, name string, work func(t *tx) error) error {
	ctx, cancel := bounded(ctx, writeTimeout)
	defer cancel()
	session := d.server().driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead, DatabaseName: d.database})
	defer closeSession(ctx, session)
	_, err := session.ExecuteRead(ctx, func(m neo4j.ManagedTransaction) (any, error) {
		return nil, work(&tx{ctx: ctx, m: m, observe: d.observe})
	}, neo4j.WithTxTimeout(writeTimeout), neo4j.WithTxMetadata(map[string]any{"statement": name}))
	if err != nil {
		return failedSlowly(ctx, name, err, errSlowWrite)
	}
	return nil
}

// pages runs a statement again and again, each time after the last value of the column by which it is ordered.
func (d *db) pages(ctx context.Context, name, by string, after any, check func(page []*neo4j.Record) error) error {
	for {
		page, err := d.scan(ctx, name, map[string]any{"after": after, "limit": checkedAtOnce})
		if err != nil || len(page) == 0 {
			return err
		}
		if err := check(page); err != nil || len(page) < checkedAtOnce {
			return err
		}
		after, _ = page[len(page)-1].Get(by)
	}
}

// schema changes the schema, again where two that do so at once get in each other's way.
func (d *db) schema(ctx context.Context, cypher string) error {
	ctx, cancel := bounded(ctx, schemaTimeout)
	defer cancel()
	session := d.server().driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: d.database})
	defer closeSession(ctx, session)
	_, err := session.ExecuteWrite(ctx, func(m neo4j.ManagedTransaction) (any, error) {
		return (&tx{ctx: ctx, m: m}).run("schema", cypher, nil)
	}, neo4j.WithTxTimeout(schemaTimeout))
	if err != nil {
		return failedSlowly(ctx, "schema", err, errSlowWrite)
	}
	return nil
}
