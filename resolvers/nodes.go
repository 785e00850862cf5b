package resolvers

import (
	"context"
	"fmt"
	"slices"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/graph/edtf"
	"demarche/internal/gqltype"
)

func (q query) Node(ctx context.Context, id string) (*gqltype.Answer, error) { return q.one(ctx, id) }

func (q query) Nodes(ctx context.Context, ids []string) (*gqltype.Answer, error) {
	if err := graph.CheckSize("ids", len(ids), graph.MaxPage, "ask for the rest in another query"); err != nil {
		return nil, err
	}
	return q.answer(ctx, func(w answer.Projection) (any, error) {
		distinct := slices.Compact(slices.Sorted(slices.Values(ids)))
		found, err := q.store.Nodes(ctx, w, distinct)
		if err != nil {
			return nil, err
		}
		out := make([]any, len(ids))
		for i, id := range ids {
			out[i] = found[id]
		}
		return out, nil
	})
}

func (q query) Event(ctx context.Context, id string) (*gqltype.Answer, error) {
	return q.answer(ctx, func(w answer.Projection) (any, error) { return q.store.Event(ctx, w, id) })
}

func (q query) Official(ctx context.Context, id, wikidata *string) (*gqltype.Answer, error) {
	return q.answer(ctx, func(w answer.Projection) (any, error) {
		switch {
		case (id == nil) == (wikidata == nil):
			return nil, fmt.Errorf("%w: official: give id or wikidata, one of them", graph.ErrBadInput)
		case id != nil:
			return q.store.Official(ctx, w, *id)
		}
		return q.store.OfficialByWikidata(ctx, w, *wikidata)
	})
}

func (q query) Country(ctx context.Context, code string) (*gqltype.Answer, error) {
	return q.answer(ctx, func(w answer.Projection) (any, error) { return q.store.Country(ctx, w, code) })
}

func (q query) Organization(ctx context.Context, id string) (*gqltype.Answer, error) {
	return q.answer(ctx, func(w answer.Projection) (any, error) { return q.store.Organization(ctx, w, id) })
}

func (q query) Post(ctx context.Context, id string) (*gqltype.Answer, error) {
	return q.answer(ctx, func(w answer.Projection) (any, error) { return q.store.Post(ctx, w, id) })
}

func (q query) Commodity(
	ctx context.Context,
	code string,
	classification *graph.Classification,
) (*gqltype.Answer, error) {
	return q.answer(ctx, func(w answer.Projection) (any, error) {
		return q.store.Commodity(ctx, w, code, or(classification, "HS"))
	})
}

func (q query) Source(ctx context.Context, id string) (*gqltype.Answer, error) {
	return q.answer(ctx, func(w answer.Projection) (any, error) { return q.store.Source(ctx, w, id) })
}

func (q query) Officials(
	ctx context.Context,
	_, _ *string,
	_ *edtf.Date,
	_ *string,
	_ *int32,
	_ *string,
) (*gqltype.Answer, error) {
	return q.answer(ctx, func(w answer.Projection) (any, error) { return q.store.Officials(ctx, w) })
}

func (q query) Search(ctx context.Context, text string, types []graph.NodeType, first *int32) ([]graph.Hit, error) {
	return q.store.Search(ctx, text, types, int(or(first, graph.DefaultPage)))
}

func (r searchResult) Node(ctx context.Context, h *graph.Hit) (*gqltype.Answer, error) {
	return r.one(ctx, h.NodeID)
}
