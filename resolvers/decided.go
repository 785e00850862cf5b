package resolvers

import (
	"context"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/graph/proposal"
	"demarche/internal/gqltype"
)

func (q query) Disputes(
	ctx context.Context,
	_ *graph.Filter,
	_ *graph.Order,
	_ *int32,
	_ *string,
	_ *int32,
	_ *string,
) (*gqltype.Answer, error) {
	return q.answer(ctx, func(w answer.Projection) (any, error) { return q.store.Timeline(ctx, w) })
}

func (q query) Decisions(ctx context.Context, of string, includeUndone *bool, first *int32) (*gqltype.Answer, error) {
	return q.answer(ctx, func(w answer.Projection) (any, error) {
		return q.store.Decisions(ctx, w, of, or(includeUndone, false), int(or(first, graph.MaxPage)))
	})
}

func (q query) Fate(ctx context.Context, id string) (*gqltype.Answer, error) {
	return q.answer(ctx, func(w answer.Projection) (any, error) { return q.store.Fate(ctx, w, id) })
}

func (m mutation) MergeEvents(
	ctx context.Context,
	keep, merge string,
	source proposal.SourceInput,
	reason *string,
	force *bool,
) (*gqltype.Answer, error) {
	return m.decided(ctx, func() (graph.Decision, error) {
		return m.store.MergeEvents(ctx, keep, merge, or(reason, ""), source, or(force, false))
	})
}

func (m mutation) Separate(
	ctx context.Context,
	ids []string,
	source proposal.SourceInput,
	reason *string,
) (*gqltype.Answer, error) {
	if err := m.mayWrite(ctx); err != nil {
		return nil, err
	}
	all, err := m.store.Separate(ctx, ids, or(reason, ""), source)
	if err != nil {
		return nil, err
	}
	return m.answer(ctx, func(w answer.Projection) (any, error) {
		return anyList(m.store.DecisionsByID(ctx, w, all...))
	})
}

func (m mutation) Nest(
	ctx context.Context,
	event, within string,
	source proposal.SourceInput,
	reason *string,
) (*gqltype.Answer, error) {
	return m.decided(ctx, func() (graph.Decision, error) {
		return m.store.Nest(ctx, event, within, or(reason, ""), source)
	})
}

func (m mutation) Undo(ctx context.Context, decision string) (*gqltype.Answer, error) {
	return m.decided(ctx, func() (graph.Decision, error) {
		return graph.Decision{ID: decision}, m.store.UndoDecision(ctx, decision)
	})
}

// decided answers with a decision, if the context may write.
func (m mutation) decided(ctx context.Context, decide func() (graph.Decision, error)) (*gqltype.Answer, error) {
	if err := m.mayWrite(ctx); err != nil {
		return nil, err
	}
	d, err := decide()
	if err != nil {
		return nil, err
	}
	return m.answer(ctx, func(w answer.Projection) (any, error) {
		found, err := m.store.DecisionsByID(ctx, w, d)
		if err != nil {
			return nil, err
		}
		return found[0], nil
	})
}
