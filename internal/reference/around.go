package reference

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"demarche/graph"
	"demarche/graph/edtf"
)

// CommodityShare is a commodity's place in one period's trade.
type CommodityShare struct {
	Commodity *Commodity
	Rank      int
	Value     *string
	Share     *float64
	Sources   []Citation
}

// TradeAround is the months of a series around an event.
type TradeAround struct {
	Event               Event
	FirstMonth          string
	LastMonth           string
	Points              []TradePoint
	MissingMonths       []string
	OtherEventsInWindow []Event
	Note                string
}

// TradePoint is a figure and its distance from the event.
type TradePoint struct {
	OffsetMonths int
	Figure       *TradeFigure
}

// TradeAround answers Query.tradeAround from the series with the most figures in the window. Its note is left out.
func (w *Graph) TradeAround(
	_ context.Context,
	event, reporter, partner string,
	flow *graph.Flow,
	commodity *string,
	monthsBefore, monthsAfter *int32,
) (*TradeAround, error) {
	six, export := int32(6), graph.Flow("EXPORT")
	before, after := int(*cmp.Or(monthsBefore, &six)), int(*cmp.Or(monthsAfter, &six))
	if before < 0 || before > 120 || after < 0 || after > 120 {
		return nil, fmt.Errorf("%w: months", graph.ErrBadInput)
	}
	e := of[Event](w, event)
	if e == nil {
		return nil, fmt.Errorf("%w: %s", graph.ErrNotFound, event)
	}
	from, to := bounds(e.Base().Event.Date)
	if from == nil {
		_, ends := e.Base().Event.Date.Ends()
		from, to = bounds(ends)
	} else if to == nil {
		begins, _ := e.Base().Event.Date.Ends()
		from, to = bounds(begins)
	}
	month, _ := bucketOf(graph.ByMonth, *from)
	lastMonth, _ := bucketOf(graph.ByMonth, *to)
	if later(month, 120) <= lastMonth {
		return nil, fmt.Errorf("%w: event", graph.ErrBadInput)
	}
	series, err := w.TradeSeries(
		context.Background(), reporter, partner, *cmp.Or(flow, &export), commodity, nil, nil, nil, nil,
	)
	if err != nil {
		return nil, err
	}
	out := &TradeAround{Event: e, FirstMonth: periodOf(month, "MONTHLY"), LastMonth: periodOf(lastMonth, "MONTHLY"), Points: []TradePoint{}, MissingMonths: []string{}}
	first, last := later(month, -before), later(lastMonth, after+1)-1
	var best []*TradeFigure
	for _, s := range series {
		within := func(f *TradeFigure) bool { return f.Start() >= first && f.Start() <= last }
		if in := where(s.Figures(nil), within); len(in) > len(best) {
			best = in
		}
	}
	offset := -before
	for start := first; start <= last; start = later(start, 1) {
		if start != first && (start <= month || start > lastMonth) {
			offset++ // of all months between it is 0
		}
		f := the(best, func(f *TradeFigure) bool { return f.Start() == start })
		if f == nil {
			out.MissingMonths = append(out.MissingMonths, periodOf(start, "MONTHLY"))
			continue
		}
		out.Points = append(out.Points, TradePoint{offset, f})
	}
	out.OtherEventsInWindow = typedAll(where(w.events, func(h *EventBase) bool {
		return h.part("country:"+reporter) != nil && h.part("country:"+partner) != nil && h.Event.PartOf == "" &&
			h.root() != e.Base().root() && h.Event.Date.Overlaps(&first, &last)
	}))
	return out, nil
}

// TopCommodities answers Query.topCommodities: figures of one publisher, valuation, currency, classification and length
// of code, of those with the most commodities.
func (w *Graph) TopCommodities(
	_ context.Context,
	reporter, partner string,
	flow graph.Flow,
	period edtf.Date,
	first *int32,
) ([]*CommodityShare, error) {
	size := int32(10)
	size = *cmp.Or(first, &size)
	if err := graph.CheckSize("first", int(size), graph.MaxPage, "ask for fewer"); err != nil {
		return nil, err
	}
	name, err := graph.PeriodOf(period)
	if err != nil {
		return nil, err
	}
	groups := map[string][]*TradeFigure{}
	totals := map[string]*decimal.Decimal{}
	for _, f := range w.figures {
		s := f.Series()
		if f.Period != name || s.Series.Reporter != graph.TradeAreaID(reporter) ||
			s.Series.Partner != graph.TradeAreaID(partner) ||
			s.Flow() != flow {
			continue
		}
		publisher := s.Publisher + "|" + s.Series.Valuation + "|" + s.Currency
		if s.Commodity().Classification() == "TOTAL" {
			totals[publisher] = f.Figure.Value
			continue
		}
		key := fmt.Sprintf("%s\x00%s%d", publisher, s.Commodity().Classification(), len(s.Commodity().Code))
		groups[key] = append(groups[key], f)
	}
	best := ""
	for key, figures := range groups {
		if n := len(groups[best]); len(figures) > n || len(figures) == n && key < best {
			best = key
		}
	}
	publisher, _, _ := strings.Cut(best, "\x00")
	return w.shares(groups[best], totals[publisher], int(size)), nil
}

// shares ranks figures: those with values by value, then the others by the source's ranking, then by code.
func (w *Graph) shares(figures []*TradeFigure, total *decimal.Decimal, size int) []*CommodityShare {
	slices.SortFunc(figures, func(a, b *TradeFigure) int {
		byCode := strings.Compare(a.Series().Commodity().Code, b.Series().Commodity().Code)
		switch x, y := a.Figure.Value, b.Figure.Value; {
		case x != nil && y != nil:
			return cmp.Or(y.Cmp(*x), byCode)
		case x != nil:
			return -1
		case y != nil:
			return 1
		}
		return cmp.Or(cmp.Compare(a.Figure.Rank, b.Figure.Rank), byCode)
	})
	out := []*CommodityShare{}
	for i, f := range figures[:min(size, len(figures))] {
		c := &CommodityShare{Commodity: f.Series().Commodity(), Rank: i + 1, Value: f.Value()}
		if f.Figure.Value == nil && f.Figure.Rank > 0 {
			c.Rank = f.Figure.Rank
		}
		if f.Figure.Value != nil && total != nil && total.IsPositive() {
			share := f.Figure.Value.DivRound(*total, 6).InexactFloat64()
			c.Share = &share
		}
		c.Sources, _ = w.cited(f.Figure.Sources, nil)
		out = append(out, c)
	}
	return out
}
