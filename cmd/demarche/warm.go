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

// up runs some of the example queries, as many as there is time for. It does not matter what they answer.
func (w *warmth) up(ctx context.Context, a *app, root *resolvers.Root) {
	defer w.done.Store(true)
	start, ran := time.Now(), 0
	until, cancel := context.WithTimeout(ctx, warmPatience)
	defer cancel()
	for _, name := range schema.ExampleNames()[:warmQueries] {
		text, err := fs.ReadFile(schema.Examples(), name+".graphql")
		if err != nil || until.Err() != nil {
			break
		}
		execute(until, a, root, &graphql.RawParams{Query: string(text)})
		ran++
	}
	a.log.InfoContext(ctx, "warm", "ms", time.Since(start).Milliseconds(), "queries", ran, "of", warmQueries)
}
