// Package resolvers answers GraphQL's fields from the store.
package resolvers

import (
	"context"
	"runtime"

	"golang.org/x/sync/semaphore"

	"demarche/graph/answer"
	"demarche/graph/store"
	"demarche/internal/gen"
	"demarche/internal/gqltype"
	"demarche/loaders"
)

// Root is the root of all resolvers.
type Root struct {
	store  *store.Store
	editor Editor
	feed   *changeFeed
	slots  *semaphore.Weighted // see inRenderSlot
	*plans
}

// New returns resolvers over a store, without an editor. It returns an error if the schema has other fields than the
// program computes.
func New(s *store.Store) (*Root, error) {
	schema := gen.NewExecutableSchema(gen.Config{}).Schema()
	if err := checkComputed(schema, answer.ComputedTypes()); err != nil {
		return nil, err
	}
	return &Root{
		store: s, feed: newFeed(s.Recorded), slots: semaphore.NewWeighted(int64(runtime.GOMAXPROCS(0))),
		plans: newPlans(schema),
	}, nil
}

// EditedBy returns r with an editor who may write.
func (r *Root) EditedBy(e Editor) *Root { return &Root{r.store, e, r.feed, r.slots, r.plans} }

// inRenderSlot answers as answer does, but limits large answers to one per processor. A large answer takes much of a
// second of a processor, so more at a time would not finish sooner and would delay all others. It waits for a slot
// until ctx ends.
func (r *Root) inRenderSlot(
	ctx context.Context,
	large bool,
	read func(answer.Projection) (any, error),
) (*gqltype.Answer, error) {
	if large {
		if err := r.slots.Acquire(ctx, 1); err != nil {
			return nil, err
		}
		defer r.slots.Release(1)
	}
	return r.answer(ctx, read)
}

// Request adds to ctx what a request needs: its own loaders, and the editor's rights if the token is the editor's.
func (r *Root) Request(ctx context.Context, token string) context.Context {
	return r.editor.with(loaders.With(ctx, loaders.New(ctx, r.store)), token)
}

// Edits reports whether a token is the editor's.
func (r *Root) Edits(token string) bool { return r.editor.is(token) }

type (
	query          struct{ *Root }
	chainLink      struct{ *Root }
	chainedEvent   struct{ *Root }
	commodityShare struct{ *Root }
	eventGap       struct{ *Root }
	path           struct{ *Root }
	relationship   struct{ *Root }
	searchResult   struct{ *Root }
	tradeAround    struct{ *Root }
	tradePoint     struct{ *Root }
)

var _ gen.ResolverRoot = (*Root)(nil)

// Query and its siblings implement gqlgen's ResolverRoot.
func (r *Root) Query() gen.QueryResolver                   { return query{r} }
func (r *Root) ChainLink() gen.ChainLinkResolver           { return chainLink{r} }      //nolint:revive // see Query
func (r *Root) ChainedEvent() gen.ChainedEventResolver     { return chainedEvent{r} }   //nolint:revive // see Query
func (r *Root) CommodityShare() gen.CommodityShareResolver { return commodityShare{r} } //nolint:revive // see Query
func (r *Root) Gap() gen.GapResolver                       { return eventGap{r} }       //nolint:revive // see Query
func (r *Root) Path() gen.PathResolver                     { return path{r} }           //nolint:revive // see Query
func (r *Root) Relationship() gen.RelationshipResolver     { return relationship{r} }   //nolint:revive // see Query
func (r *Root) SearchResult() gen.SearchResultResolver     { return searchResult{r} }   //nolint:revive // see Query
func (r *Root) TradeAround() gen.TradeAroundResolver       { return tradeAround{r} }    //nolint:revive // see Query
func (r *Root) TradePoint() gen.TradePointResolver         { return tradePoint{r} }     //nolint:revive // see Query

// answer writes the result of find for the client's selection.
func (r *Root) answer(ctx context.Context, find func(w answer.Projection) (any, error)) (*gqltype.Answer, error) {
	w := r.projection(ctx)
	v, err := find(w)
	if err != nil {
		return nil, err
	}
	return gqltype.Resolve(ctx, w.Write(v))
}

// one answers with a node by id, or with null if the id is empty.
func (r *Root) one(ctx context.Context, id string) (*gqltype.Answer, error) {
	if id == "" {
		return nil, nil
	}
	return r.answer(ctx, func(w answer.Projection) (any, error) { return loaders.From(ctx).Nodes.Load(ctx, w, id) })
}

// many answers with a list of nodes by id.
func (r *Root) many(ctx context.Context, ids []string) (*gqltype.Answer, error) {
	return r.answer(ctx, func(w answer.Projection) (any, error) {
		if len(ids) == 0 {
			return []any{}, nil
		}
		return anyList(loaders.From(ctx).Nodes.LoadAll(ctx, w, ids))
	})
}

func anyList(in []any, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return in, nil
}

// or returns the value of the argument, or other if the client gave null.
func or[T any](p *T, other T) T {
	if p == nil {
		return other
	}
	return *p
}
