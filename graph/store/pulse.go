package store

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

// How long a statement may take before the database is asked whether it is there, how long that answer may take, and how
// much longer a connection is believed that a statement's own timeout should have ended. The first two are less than two
// seconds together, which is what a client waits for DATABASE_UNAVAILABLE.
const (
	pulsePatience = 500 * time.Millisecond
	pulseTimeout  = 1200 * time.Millisecond
	lostTimeout   = 5 * time.Second
)

// pulse knows whether the database answers. A statement without an answer may be slow, or its database stopped, and
// nothing on its own connection tells them apart; those of the pool may all be busy. So the pulse has a connection of
// its own, and asks on behalf of everybody who waits.
type pulse struct {
	driver   neo4j.DriverWithContext
	database string

	mu   sync.Mutex
	seen time.Time // when err was found
	err  error
}

func newPulse(c Config, newDriver driverOf) (*pulse, error) {
	driver, err := newDriver(c, func(d *config.Config) { d.MaxConnectionPoolSize = 1 })
	if err != nil {
		return nil, err
	}
	return &pulse{driver: driver, database: c.Database}, nil
}

// close waits for an answer that is awaited.
func (p *pulse) close(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.driver.Close(ctx)
}

// since returns nil if the database answered at some time after t; otherwise it asks. Its errors wrap
// graph.ErrUnavailable.
func (p *pulse) since(ctx context.Context, t time.Time) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.seen.After(t) {
		return p.err
	}
	// The answer is for everybody who waits, whoever asked first.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), pulseTimeout)
	defer cancel()
	p.err = p.beat(ctx)
	p.seen = time.Now()
	return p.err
}

func (p *pulse) beat(ctx context.Context) error {
	session := p.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead, DatabaseName: p.database})
	defer closeSession(ctx, session)
	result, err := session.Run(ctx, "RETURN 1", nil, neo4j.WithTxMetadata(map[string]any{"statement": "pulse"}))
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

// guarded is ctx for a statement of that timeout. It ends when the database no longer answers, its cause wrapping graph.ErrUnavailable
// then, and with the function that is returned, which has to be called.
func (p *pulse) guarded(ctx context.Context, timeout time.Duration) (context.Context, context.CancelFunc) {
	began := time.Now()
	ctx, drop := context.WithTimeoutCause(ctx, timeout+lostTimeout, fmt.Errorf("%w: a connection is dead", graph.ErrUnavailable))
	ctx, end := context.WithCancelCause(ctx)
	slow := time.AfterFunc(pulsePatience, func() {
		for ctx.Err() == nil {
			if err := p.since(ctx, began); err != nil {
				end(err)
				return
			}
			began = time.Now()
			select {
			case <-ctx.Done():
			case <-time.After(pulsePatience):
			}
		}
	})
	return ctx, func() {
		slow.Stop()
		end(nil)
		drop()
	}
}
