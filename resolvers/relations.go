package resolvers

import (
	"context"
	"slices"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/internal/gqltype"
)

func (q query) Relationship(ctx context.Context, between []string, during *graph.Window) (*graph.Relationship, error) {
	return q.store.Relationship(ctx, between, during)
}

func (r relationship) Between(ctx context.Context, o *graph.Relationship) (*gqltype.Answer, error) {
	return r.many(ctx, o.BetweenIDs)
}

func (r relationship) ByKind(ctx context.Context, o *graph.Relationship) (*gqltype.Answer, error) {
	return r.answer(ctx, func(answer.Projection) (any, error) { return answer.Items(o.ByKind), nil })
}

func (r relationship) First(ctx context.Context, o *graph.Relationship) (*gqltype.Answer, error) {
	return r.one(ctx, o.FirstID)
}

func (r relationship) Last(ctx context.Context, o *graph.Relationship) (*gqltype.Answer, error) {
	return r.one(ctx, o.LastID)
}

func (r relationship) Timeline(
	ctx context.Context,
	o *graph.Relationship,
	_ *graph.Order,
	_ *int32,
	_ *string,
) (*gqltype.Answer, error) {
	return r.answer(ctx, func(w answer.Projection) (any, error) {
		w, err := w.WithFilter(graph.Filter{Actors: o.BetweenIDs, Match: graph.MatchAll, During: o.During})
		if err != nil {
			return nil, err
		}
		return r.store.Timeline(ctx, w)
	})
}

func (r eventGap) From(ctx context.Context, g *graph.EventGap) (*gqltype.Answer, error) {
	return r.one(ctx, g.FromID)
}

func (r eventGap) To(ctx context.Context, g *graph.EventGap) (*gqltype.Answer, error) {
	return r.one(ctx, g.ToID)
}

// smallMap is the largest number of nodes of a map that costs no more than other answers. A larger map takes
// megabytes, and ten times that while it is built.
const smallMap = 60

func (q query) RelationshipMap(
	ctx context.Context,
	around []string,
	depth *int32,
	during *graph.Window,
	kinds []graph.EventKind,
	bucket *graph.TimeBucket,
	maxNodes *int32,
) (*gqltype.Answer, error) {
	m := graph.MapQuery{
		Around: around, Depth: int(or(depth, 1)), During: during, Kinds: kinds, Bucket: or(bucket, ""), MaxNodes: int(or(maxNodes, 200)),
	}
	return q.inRenderSlot(ctx, m.MaxNodes > smallMap, func(w answer.Projection) (any, error) {
		m.Count = asksCounts(w, m)
		return q.store.Map(ctx, m)
	})
}

// asksCounts reports whether the omitted nodes of a map have to be counted. The number of nodes one step from one
// actor is known.
func asksCounts(w answer.Projection, m graph.MapQuery) bool {
	return slices.ContainsFunc(w.Of.Fields, func(f *answer.Field) bool {
		return f.Name == "omitted" && (f.Of.Wants("edges") || f.Of.Wants("exact") || f.Of.Wants("reason") || f.Of.Wants("nodes") && (m.Depth > 1 || len(m.Around) > 1))
	})
}

func (q query) ShortestPath(
	ctx context.Context,
	from, to string,
	during *graph.Window,
	maxHops *int32,
) (*graph.Path, error) {
	return q.store.ShortestPath(ctx, from, to, during, int(or(maxHops, 6)))
}

func (r path) Actors(ctx context.Context, p *graph.Path) (*gqltype.Answer, error) {
	return r.many(ctx, p.ActorIDs)
}

func (r path) Events(ctx context.Context, p *graph.Path) (*gqltype.Answer, error) {
	return r.many(ctx, p.EventIDs)
}
