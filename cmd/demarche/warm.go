package main

import (
	"context"
	"errors"
	"io/fs"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"demarche/resolvers"
	"demarche/schema"
)

// warmth says whether the database is warm. A fresh Java process answers several times slower, and plans each statement
// when it first sees it.
type warmth struct{ done atomic.Bool }

// How many of the examples are run, and for how long at most.
const (
	warmQueries  = 6
	warmPatience = 45 * time.Second
)

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

// up runs some of the example queries. It does not matter what they answer.
func (w *warmth) up(ctx context.Context, a *app, root *resolvers.Root) {
	defer w.done.Store(true)
	ctx, cancel := context.WithTimeout(ctx, warmPatience)
	defer cancel()
	start := time.Now()
	for _, name := range schema.ExampleNames()[:warmQueries] {
		text, err := fs.ReadFile(schema.Examples(), name+".graphql")
		if err != nil || ctx.Err() != nil {
			return
		}
		execute(ctx, a, root, &graphql.RawParams{Query: string(text)})
	}
	a.log.InfoContext(ctx, "warm", "ms", time.Since(start).Milliseconds())
}
