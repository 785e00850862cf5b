// Package loaders joins what one statement cannot read: the same selection of many nodes, asked for one by one within a
// request.
package loaders

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/vikstrous/dataloadgen"

	"demarche/graph/answer"
)

// Source reads one selection of many nodes in one statement; what there is none of is absent.
type Source interface {
	Nodes(ctx context.Context, w answer.Projection, ids []string) (map[string]any, error)
	FigureSources(ctx context.Context, w answer.Projection, ids []string) (map[string]any, error)
	LinkSources(ctx context.Context, w answer.Projection, ids []string) (map[string]any, error)
}

// Loaders last for one request.
type Loaders struct {
	Nodes         *Loader
	FigureSources *Loader
	LinkSources   *Loader
}

// How long a load waits for others, how many nodes one statement reads, and how long it may take.
const (
	wait     = time.Millisecond
	capacity = 1000
	timeout  = 10 * time.Second
)

// New returns loaders for one request. Their statements end with the request, which is ctx.
func New(ctx context.Context, s Source) *Loaders {
	return &Loaders{newLoader(ctx, s.Nodes), newLoader(ctx, s.FigureSources), newLoader(ctx, s.LinkSources)}
}

// Loader batches loads that read alike.
type Loader struct {
	request     context.Context //nolint:containedctx // a Loader lives as long as its request
	projections sync.Map        // of answer.Projection, by cache key
	loader      *dataloadgen.Loader[key, any]
}

type key struct{ cacheKey, id string }

type fetch func(ctx context.Context, w answer.Projection, ids []string) (map[string]any, error)

func newLoader(request context.Context, f fetch) *Loader {
	l := &Loader{request: request}
	l.loader = dataloadgen.NewMappedLoader(func(ctx context.Context, keys []key) (map[key]any, error) {
		return l.batch(ctx, f, keys)
	}, dataloadgen.WithWait(wait), dataloadgen.WithBatchCapacity(capacity))
	return l
}

func (l *Loader) batch(ctx context.Context, f fetch, keys []key) (map[key]any, error) {
	// ctx is that of the first caller, who may be gone before the others.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), timeout)
	defer cancel()
	defer context.AfterFunc(l.request, cancel)()
	byCacheKey := map[string][]string{}
	for _, k := range keys {
		byCacheKey[k.cacheKey] = append(byCacheKey[k.cacheKey], k.id)
	}
	out := make(map[key]any, len(keys))
	for cacheKey, ids := range byCacheKey {
		p, _ := l.projections.Load(cacheKey)
		found, err := f(ctx, p.(answer.Projection), ids)
		if err != nil {
			return nil, fmt.Errorf("loading: %w", err)
		}
		for _, id := range ids {
			out[key{cacheKey, id}] = found[id]
		}
	}
	return out, nil
}

// Load returns the selected fields of the node with that id, or nil if there is none. It waits briefly, and reads all
// nodes with the same cache key together.
func (l *Loader) Load(ctx context.Context, p answer.Projection, id string) (any, error) {
	l.projections.LoadOrStore(p.CacheKey, p)
	return l.loader.Load(ctx, key{p.CacheKey, id})
}

// LoadAll returns what Load returns for each id, in their order.
func (l *Loader) LoadAll(ctx context.Context, p answer.Projection, ids []string) ([]any, error) {
	l.projections.LoadOrStore(p.CacheKey, p)
	keys := make([]key, len(ids))
	for i, id := range ids {
		keys[i] = key{p.CacheKey, id}
	}
	return l.loader.LoadAll(ctx, keys)
}

type contextKey struct{}

// With returns a context that carries l.
func With(ctx context.Context, l *Loaders) context.Context {
	return context.WithValue(ctx, contextKey{}, l)
}

// From returns the loaders of a request.
func From(ctx context.Context) *Loaders {
	l, ok := ctx.Value(contextKey{}).(*Loaders)
	if !ok {
		panic("a request without loaders")
	}
	return l
}
