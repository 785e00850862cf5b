package resolvers

import (
	"context"

	"demarche/graph"
	"demarche/graph/proposal"
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

func (m mutation) UpsertEvents(ctx context.Context, input []proposal.EventInput) (*graph.UpsertResult, error) {
	return upsert(ctx, m.Root, input)
}

func (m mutation) UpsertOfficials(ctx context.Context, input []proposal.OfficialInput) (*graph.UpsertResult, error) {
	return upsert(ctx, m.Root, input)
}

func (m mutation) UpsertTradeFigures(
	ctx context.Context,
	input []proposal.TradeFigureInput,
) (*graph.UpsertResult, error) {
	return upsert(ctx, m.Root, input)
}

func (m mutation) LinkEvents(ctx context.Context, input []proposal.EventLinkInput) (*graph.UpsertResult, error) {
	return upsert(ctx, m.Root, input)
}

func (m mutation) MergeOfficials(
	ctx context.Context,
	keep, merge string,
	source proposal.SourceInput,
	force *bool,
) (*gqltype.Answer, error) {
	if err := m.mayWrite(ctx); err != nil {
		return nil, err
	}
	kept, err := m.store.Merge(ctx, keep, merge, source, force != nil && *force)
	if err != nil {
		return nil, err
	}
	return m.one(ctx, kept)
}

func (m mutation) UndoMerge(ctx context.Context, id string) (*gqltype.Answer, error) {
	if err := m.mayWrite(ctx); err != nil {
		return nil, err
	}
	if err := m.store.UndoMerge(ctx, id); err != nil {
		return nil, err
	}
	return m.one(ctx, id)
}

func (m mutation) Retract(
	ctx context.Context,
	ids []string,
	reason string,
	source proposal.SourceInput,
) (*graph.UpsertResult, error) {
	return m.result(ctx, func() ([]graph.Upsert, error) { return m.store.Retract(ctx, ids, reason, source) })
}

func (m mutation) UndoRetract(ctx context.Context, ids []string) (*graph.UpsertResult, error) {
	return m.result(ctx, func() ([]graph.Upsert, error) { return m.store.UndoRetract(ctx, ids) })
}

func upsert[T proposal.Input](ctx context.Context, r *Root, input []T) (*graph.UpsertResult, error) {
	return r.result(ctx, func() ([]graph.Upsert, error) { return store.Upsert(ctx, r.store, input) })
}

// result is what became of the items of a mutation, if the context may write.
func (r *Root) result(ctx context.Context, write func() ([]graph.Upsert, error)) (*graph.UpsertResult, error) {
	if err := r.mayWrite(ctx); err != nil {
		return nil, err
	}
	items, err := write()
	if err != nil {
		return nil, err
	}
	return graph.NewUpsertResult(items), nil
}

func (r upsertItem) Code(_ context.Context, u *graph.Upsert) (*string, error) {
	if u.Status != graph.Rejected {
		return nil, nil
	}
	code := codeOf(u.Because, "BAD_INPUT")
	return &code, nil
}

func (r upsertItem) Node(ctx context.Context, u *graph.Upsert) (*gqltype.Answer, error) {
	return r.one(ctx, u.NodeID)
}
