package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"demarche/internal/neo4jd"
)

// lookEvery is the interval at which a server checks that its managed database runs.
const lookEvery = 500 * time.Millisecond

var (
	errStopped = errors.New("the managed database was stopped: start it with demarche db start")
	errBack    = errors.New("the managed database is being started again")
)

// A keeper watches the managed database of a server. It reconnects to a database that was restarted, on its new port,
// and restarts one that died.
type keeper struct {
	app  *app
	db   *opened
	pace pace

	mu   sync.Mutex
	away error // why there is no database; nil while it runs
}

// ready returns a check that reports why there is no database, or else the result of next.
func (k *keeper) ready(next func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		k.mu.Lock()
		away := k.away
		k.mu.Unlock()
		if away != nil {
			return away
		}
		return next(ctx)
	}
}

// keep watches the database until ctx ends.
func (k *keeper) keep(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			k.look(ctx)
		}
	}
}

func (k *keeper) look(ctx context.Context) {
	switch err := k.db.server.Lost(ctx); {
	case ctx.Err() != nil || err == nil:
	case errors.Is(err, neo4jd.ErrDeleted):
		if err := released(ctx, k.db.server.Close); err != nil {
			k.app.log.ErrorContext(ctx, "stopping the database whose folder was deleted", "error", err)
		}
		k.say(ctx, fmt.Errorf("%w: what was not backed up is lost; stop this server, restore the data, and start it again", err))
		k.joinAnother(ctx)
	case errors.Is(err, neo4jd.ErrNotRunning):
		k.say(ctx, errStopped)
		k.joinAnother(ctx)
	case errors.Is(err, neo4jd.ErrDied):
		if !k.pace.due(time.Now()) {
			return
		}
		k.say(ctx, errBack)
		k.reopen(ctx)
	default:
		k.say(ctx, fmt.Errorf("looking after the managed database: %w", err))
	}
}

// joinAnother joins a database that another process started on the folder.
func (k *keeper) joinAnother(ctx context.Context) {
	if st, err := neo4jd.Inspect(k.app.DataDir); err == nil && st.Running {
		k.reopen(ctx)
	}
}

// reopen opens the database on the folder, and connects the store to it.
func (k *keeper) reopen(ctx context.Context) {
	server, err := neo4jd.Open(ctx, k.app.managed())
	if err != nil {
		k.say(ctx, fmt.Errorf("the managed database cannot be opened: %w", err))
		return
	}
	if err := released(ctx, k.db.server.Close); err != nil {
		k.app.log.WarnContext(ctx, "giving up the earlier database", "error", err)
	}
	k.db.server = server
	err = k.db.Move(ctx, configOf(server))
	if err == nil {
		err = k.app.upToDate(ctx, k.db.Store) // it may have been restored
	}
	if err != nil {
		k.say(ctx, err)
		return
	}
	k.say(ctx, nil)
	k.app.log.InfoContext(ctx, "the managed database is back", "uri", server.URI)
}

// say records why there is no database, and logs each reason once.
func (k *keeper) say(ctx context.Context, away error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if away != nil && ctx.Err() == nil && (k.away == nil || k.away.Error() != away.Error()) {
		k.app.log.ErrorContext(ctx, "no managed database", "error", away)
	}
	k.away = away
}

// A pace limits restarts. The first is immediate; the next ones wait one second, two, four and so on, up to a minute.
// After ten minutes without a restart, the next is immediate again.
type pace struct {
	delay time.Duration
	last  time.Time
}

const (
	longestDelay = time.Minute
	peace        = 10 * time.Minute
)

// due reports whether a restart is allowed now. If it is, due counts it.
func (p *pace) due(now time.Time) bool {
	since := now.Sub(p.last)
	switch {
	case p.last.IsZero() || since >= peace:
		p.delay = time.Second
	case since < p.delay:
		return false
	default:
		p.delay = min(2*p.delay, longestDelay)
	}
	p.last = now
	return true
}
