package resolvers

import (
	"context"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/graph/edtf"
	"demarche/graph/store"
	"demarche/internal/gqltype"
	"demarche/loaders"
)

const total = "TOTAL"

func (q query) TradeSeries(
	ctx context.Context,
	reporter, partner string,
	flow graph.Flow,
	commodity *string,
	frequency *graph.Frequency,
	classification *graph.Classification,
	valuation *graph.Valuation,
	publisher *string,
) (*gqltype.Answer, error) {
	return q.answer(ctx, func(w answer.Projection) (any, error) {
		return q.store.TradeSeries(ctx, w, store.SeriesQuery{
			Reporter: reporter, Partner: partner, Flow: flow, Commodity: or(commodity, total), Frequency: or(frequency, "MONTHLY"),
			Classification: or(classification, ""), Valuation: or(valuation, ""), Publisher: or(publisher, ""),
		})
	})
}

func (q query) TradeAround(
	ctx context.Context,
	event, reporter, partner string,
	flow *graph.Flow,
	commodity *string,
	monthsBefore, monthsAfter *int32,
) (*graph.TradeAround, error) {
	return q.store.TradeAround(ctx, store.AroundQuery{
		Event: event, Reporter: reporter, Partner: partner, Commodity: or(commodity, total), Flow: or(flow, "EXPORT"),
		Before: int(or(monthsBefore, 6)), After: int(or(monthsAfter, 6)),
	})
}

func (r tradeAround) Event(ctx context.Context, t *graph.TradeAround) (*gqltype.Answer, error) {
	return r.one(ctx, t.EventID)
}

func (r tradeAround) OtherEventsInWindow(ctx context.Context, t *graph.TradeAround) (*gqltype.Answer, error) {
	return r.many(ctx, t.OtherIDs)
}

func (r tradePoint) Figure(ctx context.Context, p *graph.TradePoint) (*gqltype.Answer, error) {
	return r.one(ctx, p.FigureID)
}

func (q query) TopCommodities(
	ctx context.Context,
	reporter, partner string,
	flow graph.Flow,
	period edtf.Date,
	first *int32,
) ([]graph.CommodityShare, error) {
	return q.store.TopCommodities(ctx, reporter, partner, flow, period, int(or(first, 10)))
}

func (r commodityShare) Commodity(ctx context.Context, s *graph.CommodityShare) (*gqltype.Answer, error) {
	return r.one(ctx, s.CommodityID)
}

func (r commodityShare) Sources(ctx context.Context, s *graph.CommodityShare) (*gqltype.Answer, error) {
	return r.answer(ctx, func(w answer.Projection) (any, error) {
		return loaders.From(ctx).FigureSources.Load(ctx, w, s.FigureID)
	})
}
