package resolvers

import (
	"context"

	"demarche/graph"
	"demarche/graph/store"
	"demarche/internal/gen"
	"demarche/internal/gqltype"
)

type (
	mutation   struct{ *Root }
	upsertItem struct{ *Root }
)

func (r *Root) Mutation() gen.MutationResolver     { return mutation{r} }   //nolint:revive // see Query
func (r *Root) UpsertItem() gen.UpsertItemResolver { return upsertItem{r} } //nolint:revive // see Query

func (m mutation) UpsertEvents(ctx context.Context, input []graph.EventInput) (*graph.UpsertResult, error) {
	return upsert(ctx, m.Root, input)
}

func (m mutation) UpsertOfficials(ctx context.Context, input []graph.OfficialInput) (*graph.UpsertResult, error) {
	return upsert(ctx, m.Root, input)
}

func (m mutation) UpsertTradeFigures(ctx context.Context, input []graph.TradeFigureInput) (*graph.UpsertResult, error) {
	return upsert(ctx, m.Root, input)
}

func (m mutation) LinkEvents(ctx context.Context, input []graph.EventLinkInput) (*graph.UpsertResult, error) {
	return upsert(ctx, m.Root, input)
}

func upsert[T graph.Input](ctx context.Context, r *Root, input []T) (*graph.UpsertResult, error) {
	if err := r.mayWrite(ctx); err != nil {
		return nil, err
	}
	items, err := store.Upsert(ctx, r.store, input)
	if err != nil {
		return nil, err
	}
	return graph.NewUpsertResult(items), nil
}

func (r upsertItem) Node(ctx context.Context, u *graph.Upsert) (*gqltype.Answer, error) {
	return r.one(ctx, u.NodeID)
}
