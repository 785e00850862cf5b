// Package loaders joins what one statement cannot read: the same selection of many nodes, asked for one by one within a
// request.
package loaders

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/vikstrous/dataloadgen"

	"demarche/graph"
)

// Source reads one selection of many nodes in one statement; what there is none of is absent.
type Source interface {
	Nodes(ctx context.Context, w graph.Want, ids []string) (map[string]any, error)
	FigureSources(ctx context.Context, w graph.Want, ids []string) (map[string]any, error)
	LinkSources(ctx context.Context, w graph.Want, ids []string) (map[string]any, error)
}

// Loaders last for one request.
type Loaders struct {
	Nodes         *Loader
	FigureSources *Loader
	LinkSources   *Loader
}

// How long a load waits for others, how many nodes one statement reads, and how long it may take. A batch runs under a
// context of its own, for its first caller may be gone before the others.
const (
	wait     = time.Millisecond
	capacity = 1000
	timeout  = 10 * time.Second
)

// New returns loaders for one request.
func New(s Source) *Loaders {
	return &Loaders{newLoader(s.Nodes), newLoader(s.FigureSources), newLoader(s.LinkSources)}
}

// Loader batches loads that read alike.
type Loader struct {
	wants  sync.Map // of graph.Want, by shape
	loader *dataloadgen.Loader[key, any]
}

type key struct{ shape, id string }

type fetch func(ctx context.Context, w graph.Want, ids []string) (map[string]any, error)

func newLoader(f fetch) *Loader {
	l := &Loader{}
	l.loader = dataloadgen.NewMappedLoader(func(ctx context.Context, keys []key) (map[key]any, error) {
		return l.batch(ctx, f, keys)
	}, dataloadgen.WithWait(wait), dataloadgen.WithBatchCapacity(capacity))
	return l
}

func (l *Loader) batch(ctx context.Context, f fetch, keys []key) (map[key]any, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), timeout)
	defer cancel()
	byShape := map[string][]string{}
	for _, k := range keys {
		byShape[k.shape] = append(byShape[k.shape], k.id)
	}
	out := make(map[key]any, len(keys))
	for shape, ids := range byShape {
		want, _ := l.wants.Load(shape)
		found, err := f(ctx, want.(graph.Want), ids)
		if err != nil {
			return nil, fmt.Errorf("loading: %w", err)
		}
		for _, id := range ids {
			out[key{shape, id}] = found[id]
		}
	}
	return out, nil
}

// Load returns what w wants of the node with that id, nil if there is none. What is wanted alike meanwhile is read
// together.
func (l *Loader) Load(ctx context.Context, w graph.Want, id string) (any, error) {
	l.wants.LoadOrStore(w.Shape, w)
	return l.loader.Load(ctx, key{w.Shape, id})
}

// LoadAll does so for several, in order.
func (l *Loader) LoadAll(ctx context.Context, w graph.Want, ids []string) ([]any, error) {
	l.wants.LoadOrStore(w.Shape, w)
	keys := make([]key, len(ids))
	for i, id := range ids {
		keys[i] = key{w.Shape, id}
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
