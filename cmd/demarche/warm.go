package main

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/prometheus/client_golang/prometheus"

	"demarche/resolvers"
	"demarche/web"
)

// warmup asks the explorer's questions of a server that has just started: a fresh Java process answers several times
// slower, and plans each statement when it first sees it. The server answers its clients meanwhile.
type warmup struct{ done atomic.Bool }

// warmupTimeout bounds the whole warm-up.
const warmupTimeout = 45 * time.Second

// metric returns a gauge that is 1 when the warm-up has ended, else 0.
func (w *warmup) metric() prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "demarche_warm", Help: "1 when the warm-up of the database has ended, else 0.",
	}, func() float64 {
		if w.done.Load() {
			return 1
		}
		return 0
	})
}

// run asks the explorer's questions one after another until all are asked or warmupTimeout has passed. It ignores the
// answers.
func (w *warmup) run(ctx context.Context, a *app, root *resolvers.Root) {
	defer w.done.Store(true)
	start, ran, queries := time.Now(), 0, web.WarmupQueries()
	until, cancel := context.WithTimeout(ctx, warmupTimeout)
	defer cancel()
	for _, q := range queries {
		if until.Err() != nil {
			break
		}
		execute(until, a, root, &graphql.RawParams{Query: q.Query, Variables: q.Variables})
		ran++
	}
	a.log.InfoContext(ctx, "warm", "ms", time.Since(start).Milliseconds(), "queries", ran, "of", len(queries))
}
