package main

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"demarche/resolvers"
	"demarche/web"
)

// warmth says whether the database is warm. A fresh Java process answers several times slower, and plans each statement
// when it first sees it.
type warmth struct{ done atomic.Bool }

// warmPatience is for how long the database is warmed up at most.
const warmPatience = 45 * time.Second

var errWarming = errors.New("the database is warming up")

// ready answers no until the database is warm, then what next says.
func (w *warmth) ready(next func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		if !w.done.Load() {
			return errWarming
		}
		return next(ctx)
	}
}

// up asks what the explorer asks, one after another, as much of it as there is time for, so that the first reader does not wait
// until it is planned. It does not matter what the answers are.
func (w *warmth) up(ctx context.Context, a *app, root *resolvers.Root) {
	defer w.done.Store(true)
	start, ran, questions := time.Now(), 0, web.Asked()
	until, cancel := context.WithTimeout(ctx, warmPatience)
	defer cancel()
	for _, q := range questions {
		if until.Err() != nil {
			break
		}
		execute(until, a, root, &graphql.RawParams{Query: q.Query, Variables: q.Variables})
		ran++
	}
	a.log.InfoContext(ctx, "warm", "ms", time.Since(start).Milliseconds(), "queries", ran, "of", len(questions))
}
