package bolt

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"demarche/graph"
)

// A client learns of DATABASE_UNAVAILABLE within two seconds: probeDelay and probeTimeout together are less.
const (
	probeDelay   = 500 * time.Millisecond  // after which the probe asks on behalf of a statement
	probeTimeout = 1200 * time.Millisecond // of the answer
	lostTimeout  = 5 * time.Second         // past the timeout of a statement, after which its connection counts as dead
)

// probe finds out whether the database answers. A statement without an answer may be slow, or its database may have
// stopped; its own connection cannot tell, and those of the pool may all be busy. The probe therefore has a connection
// of its own, and asks for all who wait.
type probe struct {
	driver   neo4j.DriverWithContext
	database string

	mu   sync.Mutex
	seen time.Time // when err was found
	err  error
}

func newProbe(c Config, newDriver driverOf) (*probe, error) {
	driver, err := newDriver(c, func(d *config.Config) { d.MaxConnectionPoolSize = 1 })
	if err != nil {
		return nil, err
	}
	return &probe{driver: driver, database: c.Database}, nil
}

// close waits for an answer that is awaited.
func (p *probe) close(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.driver.Close(ctx)
}

// since returns nil if the database answered at some time after t; otherwise it asks. Its errors wrap
// graph.ErrUnavailable.
func (p *probe) since(ctx context.Context, t time.Time) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.seen.After(t) {
		return p.err
	}
	// The answer is for all who wait, and must outlive the first of them.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), probeTimeout)
	defer cancel()
	p.err = p.ping(ctx)
	p.seen = time.Now()
	return p.err
}

func (p *probe) ping(ctx context.Context) error {
	session := p.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead, DatabaseName: p.database})
	defer closeSession(ctx, session)
	result, err := session.Run(ctx, "RETURN 1", nil, neo4j.WithTxMetadata(map[string]any{"statement": "probe"}))
	if err == nil {
		_, err = result.Consume(ctx)
	}
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return fmt.Errorf("%w: it does not answer", graph.ErrUnavailable)
	}
	return fmt.Errorf("%w: %w", graph.ErrUnavailable, errors.Join(refusal(err), err))
}

// guarded is ctx for a statement of that timeout. It ends when the database no longer answers, its cause wrapping
// graph.ErrUnavailable then, and with the function that is returned, which has to be called.
func (p *probe) guarded(ctx context.Context, timeout time.Duration) (context.Context, context.CancelFunc) {
	began := time.Now()
	ctx, drop := context.WithTimeoutCause(ctx, timeout+lostTimeout, fmt.Errorf("%w: a connection is dead", graph.ErrUnavailable))
	ctx, end := context.WithCancelCause(ctx)
	slow := time.AfterFunc(probeDelay, func() {
		for ctx.Err() == nil {
			if err := p.since(ctx, began); err != nil {
				end(err)
				return
			}
			began = time.Now()
			select {
			case <-ctx.Done():
			case <-time.After(probeDelay):
			}
		}
	})
	return ctx, func() {
		slow.Stop()
		end(nil)
		drop()
	}
}
