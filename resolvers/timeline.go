package resolvers

import (
	"context"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/graph/store"
	"demarche/internal/gqltype"
	"demarche/loaders"
)

func (q query) Timeline(
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

func (q query) TimelineHistogram(
	ctx context.Context,
	filter *graph.Filter,
	bucket graph.TimeBucket,
) (*gqltype.Answer, error) {
	return q.inRenderSlot(ctx, !filter.Joint(), func(answer.Projection) (any, error) {
		buckets, err := q.store.Histogram(ctx, filter, bucket)
		return answer.Items(buckets), err
	})
}

func (q query) EventChain(
	ctx context.Context,
	from string,
	direction *graph.ChainDirection,
	via []graph.ChainBasis,
	maxDepth, maxGapDays, first *int32,
) (*graph.Chain, error) {
	c := store.ChainQuery{
		From:      from,
		Direction: or(direction, graph.Forward),
		Via:       via,
		Depth:     int(or(maxDepth, 5)),
		First:     int(or(first, 100)),
	}
	if len(c.Via) == 0 {
		c.Via = []graph.ChainBasis{graph.LedTo, graph.PartOf}
	}
	if maxGapDays != nil {
		days := int(*maxGapDays)
		c.GapDays = &days
	}
	return q.store.Chain(ctx, c)
}

func (r chainedEvent) Event(ctx context.Context, e *graph.ChainedEvent) (*gqltype.Answer, error) {
	return r.one(ctx, e.EventID)
}

func (r chainLink) Shared(ctx context.Context, l *graph.ChainLink) (*gqltype.Answer, error) {
	return r.many(ctx, l.SharedIDs)
}

func (r chainLink) Sources(ctx context.Context, l *graph.ChainLink) (*gqltype.Answer, error) {
	return r.answer(ctx, func(w answer.Projection) (any, error) {
		if l.Via != graph.LedTo {
			return []any{}, nil
		}
		return loaders.From(ctx).LinkSources.Load(ctx, w, l.From+" "+l.To)
	})
}
