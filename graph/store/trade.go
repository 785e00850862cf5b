package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"demarche/graph"
	"demarche/graph/country"
	"demarche/graph/edtf"
	"demarche/graph/store/cypher"
	"demarche/graph/store/internal/bolt"
)

// AroundQuery selects an event and the trade around it.
type AroundQuery struct {
	Event                        string
	Reporter, Partner, Commodity string // codes
	Flow                         graph.Flow
	Before, After                int // months
}

const maxMonths = 120

// A monthSpan is the months in which an event can lie, each counted from year 0; whence says so where it is not one
// month.
type monthSpan struct {
	first, last int
	whence      string
}

// monthsOf returns the months in which an event can lie. If one end is open or unknown, they are the months of the
// other end.
func monthsOf(event string, d edtf.Date) (monthSpan, error) {
	from, to := d.Ends()
	whence := ""
	switch {
	case from.IsZero():
		from, whence = to, "its beginning is open or unknown, so months are counted from its end"
	case to.IsZero():
		to, whence = from, "its end is open or unknown, so months are counted from its beginning"
	}
	earliest, ok1 := from.Earliest()
	latest, ok2 := to.Latest()
	if !ok1 || !ok2 {
		return monthSpan{}, fmt.Errorf("%w: event: %s has no date to count months from", graph.ErrBadInput, event)
	}
	m := monthSpan{monthOf(earliest), monthOf(latest), whence}
	if n := m.last - m.first + 1; n > maxMonths {
		return monthSpan{}, fmt.Errorf("%w: event: the date of %s, %s, spans %d months; trade is set beside an event that can lie in at most %d", graph.ErrBadInput, event, d, n, maxMonths)
	}
	return m, nil
}

func monthOf(d edtf.Day) int {
	y, m, _ := d.Date()
	return y*12 + m - 1
}

// offset returns the number of months from the last month of the span to month. It is negative, and counts from the
// first month, if month lies before the span.
func (m monthSpan) offset(month int) int {
	return min(0, month-m.first) + max(0, month-m.last)
}

// note says from which months a date counts, where it is not one.
func (m monthSpan) note(d edtf.Date) string {
	switch {
	case m.first == m.last && m.whence == "":
		return ""
	case m.first == m.last:
		return fmt.Sprintf(" The event's date is %s: %s, %s.", d, m.whence, graph.Month(0, m.first+1))
	}
	text := fmt.Sprintf(" The event's date, %s, spans %d months: offsets count from %s and %s, and are 0 between.", d, m.last-m.first+1, graph.Month(0, m.first+1), graph.Month(0, m.last+1))
	if m.whence != "" {
		text += " " + strings.ToUpper(m.whence[:1]) + m.whence[1:] + "."
	}
	return text
}

// TradeAround returns the months of a series around an event. Of several series it takes the one with the most figures
// in the window. The note names that series and the number of others.
func (s *Store) TradeAround(ctx context.Context, q AroundQuery) (*graph.TradeAround, error) {
	if q.Before < 0 || q.Before > maxMonths || q.After < 0 || q.After > maxMonths {
		return nil, fmt.Errorf("%w: monthsBefore and monthsAfter are 0 to %d, not %d and %d", graph.ErrBadInput, maxMonths, q.Before, q.After)
	}
	event, err := s.briefNamed(ctx, q.Event)
	if err != nil {
		return nil, err
	}
	q.Event = event.id
	months, err := monthsOf(q.Event, event.date)
	if err != nil {
		return nil, err
	}
	from, to := edtf.DayOf(0, months.first+1-q.Before, 1), edtf.DayOf(0, months.last+1+q.After+1, 0)
	out := &graph.TradeAround{
		EventID: q.Event, FirstMonth: graph.Month(0, months.first+1), LastMonth: graph.Month(0, months.last+1),
		Points: []graph.TradePoint{}, MissingMonths: []string{},
	}
	if err := s.months(ctx, q, out, months, from, to); err != nil {
		return nil, err
	}
	out.Note += months.note(event.date)
	return out, s.othersAround(ctx, q, event, out, from, to)
}

func (s *Store) months(
	ctx context.Context,
	q AroundQuery,
	out *graph.TradeAround,
	around monthSpan,
	from, to edtf.Day,
) error {
	params := SeriesQuery{
		Reporter:  q.Reporter,
		Partner:   q.Partner,
		Commodity: q.Commodity,
		Flow:      q.Flow,
		Frequency: graph.Monthly,
	}.params()
	params["from"], params["to"] = bolt.DateOf(from), bolt.DateOf(to)
	record, err := s.db.Read(ctx, "trade_months", cypher.Text("trade_months"), params)
	if err != nil {
		return err
	}
	series := bolt.Get[[]any](record, "rows")
	figures := map[string]string{}
	out.Note = "There is no such series."
	if len(series) > 0 {
		found := func(series any) []any { return bolt.At[[]any](record, series, 4) }
		best := slices.MaxFunc(series, func(a, b any) int { return cmp.Compare(len(found(a)), len(found(b))) })
		for _, f := range found(best) {
			figures[bolt.At[string](record, f, 1)] = bolt.At[string](record, f, 0)
		}
		text := func(i int) string { return bolt.At[string](record, best, i) }
		out.Note = fmt.Sprintf("%s, %s, in %s: %s. Nearness in time is not a cause.", text(1), text(2), text(3), text(0))
		if others := len(series) - 1; others > 0 {
			out.Note += fmt.Sprintf(" %d other series of this flow: see tradeSeries.", others)
		}
	}
	for month := around.first - q.Before; month <= around.last+q.After; month++ {
		period := graph.Month(0, month+1)
		if id, ok := figures[period]; ok {
			out.Points = append(out.Points, graph.TradePoint{OffsetMonths: around.offset(month), FigureID: id})
			continue
		}
		out.MissingMonths = append(out.MissingMonths, period)
	}
	return record.Err()
}

func (s *Store) othersAround(
	ctx context.Context,
	q AroundQuery,
	event brief,
	out *graph.TradeAround,
	from, to edtf.Day,
) error {
	if country.IsAggregate(q.Reporter) || country.IsAggregate(q.Partner) {
		return nil // an aggregate takes part in nothing
	}
	topLevel := true
	first, last := from.On(), to.On()
	others, err := s.briefs(ctx, graph.Filter{
		Countries: []string{q.Reporter, q.Partner}, Match: graph.MatchAll, TopLevel: &topLevel,
		During: &graph.Window{From: &first, To: &last},
	})
	if err != nil {
		return err
	}
	for _, e := range others {
		if e.root != event.root && len(out.OtherIDs) < graph.MaxPage {
			out.OtherIDs = append(out.OtherIDs, e.id)
		}
	}
	return nil
}

// A share is one commodity's figure in a period.
type share struct {
	commodity, figure, code, group string
	rank                           int64
	value                          *decimal.Decimal
}

// TopCommodities ranks the commodities of a flow in one period by value, or by the source's own ranking if it gives no
// values. It compares figures of one publisher, valuation, currency, classification and length of code. Of several
// such groups it takes the one with the most commodities.
func (s *Store) TopCommodities(
	ctx context.Context,
	reporter, partner string,
	flow graph.Flow,
	period edtf.Date,
	first int,
) ([]graph.CommodityShare, error) {
	if err := graph.CheckSize("first", first, graph.MaxPage, "ask for fewer: the leading ones come first"); err != nil {
		return nil, err
	}
	name, err := graph.PeriodOf(period)
	if err != nil {
		return nil, err
	}
	record, err := s.db.Read(ctx, "top_commodities", cypher.Text("top_commodities"), map[string]any{
		"reporter": graph.TradeAreaID(reporter), "partner": graph.TradeAreaID(partner), "flow": string(flow), "period": name,
	})
	if err != nil {
		return nil, err
	}
	shares, totals, err := sharesOf(record)
	if err != nil {
		return nil, err
	}
	shares = largestGroup(shares)
	slices.SortStableFunc(shares, byValueThenRank)
	out := []graph.CommodityShare{}
	for i, sh := range shares[:min(first, len(shares))] {
		c := graph.CommodityShare{CommodityID: sh.commodity, FigureID: sh.figure, Rank: i + 1}
		if sh.value != nil {
			text := sh.value.String()
			c.Value = &text
			if total := totals[publisherOf(sh.group)]; total != nil && total.IsPositive() {
				part := sh.value.DivRound(*total, 6).InexactFloat64()
				c.Share = &part
			}
		} else if sh.rank > 0 {
			c.Rank = int(sh.rank)
		}
		out = append(out, c)
	}
	return out, nil
}

// sharesOf reads shares and, by publisher, totals from the column rows of a record.
func sharesOf(of *bolt.Record) (shares []share, totals map[string]*decimal.Decimal, err error) {
	totals = map[string]*decimal.Decimal{}
	for _, row := range bolt.Get[[]any](of, "rows") {
		text := func(i int) string { return bolt.At[string](of, row, i) }
		sh := share{commodity: text(0), figure: text(1), code: text(5), rank: bolt.At[int64](of, row, 2)}
		if text := text(3); text != "" {
			d, err := decimal.NewFromString(text)
			if err != nil {
				return nil, nil, fmt.Errorf("%w: a stored number is broken: %q", graph.ErrInternal, text)
			}
			sh.value = &d
		}
		publisher, classification := text(6), text(4)
		if classification == "TOTAL" {
			totals[publisher] = sh.value
			continue
		}
		sh.group = fmt.Sprintf("%s\x00%s%d", publisher, classification, len(sh.code))
		shares = append(shares, sh)
	}
	return shares, totals, of.Err()
}

func publisherOf(group string) string {
	publisher, _, _ := strings.Cut(group, "\x00")
	return publisher
}

func largestGroup(shares []share) []share {
	size := map[string]int{}
	best := ""
	for _, s := range shares {
		size[s.group]++
	}
	for g, n := range size {
		if n > size[best] || n == size[best] && (best == "" || g < best) {
			best = g
		}
	}
	return slices.DeleteFunc(shares, func(s share) bool { return s.group != best })
}

func byValueThenRank(a, b share) int {
	switch {
	case a.value != nil && b.value != nil:
		return cmp.Or(b.value.Cmp(*a.value), cmp.Compare(a.code, b.code))
	case a.value != nil:
		return -1
	case b.value != nil:
		return 1
	}
	return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.code, b.code))
}
