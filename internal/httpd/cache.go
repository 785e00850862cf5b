package httpd

import (
	"context"
	"strings"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"github.com/vektah/gqlparser/v2/ast"
)

// These bound a cache by its texts: a parsed query takes thirty times its text.
const (
	cachedTexts     = 1_000
	cachedTextBytes = 8 << 10   // of one; a longer one is not kept
	cachedBytes     = 256 << 10 // of all
)

// A cache keeps values of the texts that were used last.
type cache[V any] struct {
	mu    sync.Mutex
	items *simplelru.LRU[string, item[V]]
	bytes int
}

type item[V any] struct {
	value V
	bytes int
}

func newCache[V any]() *cache[V] {
	c := &cache[V]{}
	c.items = must(simplelru.NewLRU(cachedTexts, func(_ string, old item[V]) { c.bytes -= old.bytes }))
	return c
}

func (c *cache[V]) get(key string) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	i, ok := c.items.Get(key)
	return i.value, ok
}

// add stores value under key; bytes is the size of its text.
func (c *cache[V]) add(key string, value V, bytes int) {
	if bytes > cachedTextBytes {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items.Remove(key)
	c.items.Add(key, item[V]{value, bytes})
	for c.bytes += bytes; c.bytes > cachedBytes; {
		c.items.RemoveOldest()
	}
}

// queryCache keeps validated queries by their text, for gqlgen.
type queryCache struct{ *cache[*ast.QueryDocument] }

func (c queryCache) Get(_ context.Context, query string) (*ast.QueryDocument, bool) {
	return c.get(query)
}

func (c queryCache) Add(_ context.Context, query string, doc *ast.QueryDocument) {
	c.add(strings.Clone(query), doc, len(query))
}

func must[T any](v T, err error) T {
	if err != nil { // only a size that is not positive fails
		panic(err)
	}
	return v
}
