package reference

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"demarche/graph"
	"demarche/graph/edtf"
)

// Commodity is goods by a classification.
type Commodity struct {
	graph.Commodity
	records *Graph
}

// NodeID implements Node.
func (c *Commodity) NodeID() string { return c.ID }

// Classification is whose code it is.
func (c *Commodity) Classification() graph.Classification {
	return graph.Classification(c.Commodity.Classification)
}

// Parent is the heading or chapter above.
func (c *Commodity) Parent() *Commodity { return of[*Commodity](c.records, c.Commodity.Parent) }

// TradeArea is a country or an aggregate.
type TradeArea interface {
	Node
	AreaName() string
}

// AreaName implements TradeArea.
func (c *Country) AreaName() string { return c.Name }

// Aggregate is an area of trade that is no country.
type Aggregate struct {
	graph.Aggregate
	records *Graph
}

// NodeID implements Node.
func (a *Aggregate) NodeID() string { return a.ID }

// AreaName implements TradeArea.
func (a *Aggregate) AreaName() string { return a.Name }

// Sources say so.
func (a *Aggregate) Sources(first *int32) ([]Citation, error) {
	return a.records.cited(a.Aggregate.Sources, first)
}

// TradeSeries is figures of one flow.
type TradeSeries struct {
	graph.Series
	records *Graph
}

// NodeID implements Node.
func (s *TradeSeries) NodeID() string { return s.ID }

// Reporter is the country or the aggregate whose customs count.
func (s *TradeSeries) Reporter() TradeArea { return of[TradeArea](s.records, s.Series.Reporter) }

// Partner is the country or the aggregate it trades with.
func (s *TradeSeries) Partner() TradeArea { return of[TradeArea](s.records, s.Series.Partner) }

// Flow is the direction.
func (s *TradeSeries) Flow() graph.Flow { return graph.Flow(s.Series.Flow) }

// Commodity is what is traded.
func (s *TradeSeries) Commodity() *Commodity { return of[*Commodity](s.records, s.Series.Commodity) }

// Frequency is how often there is a figure.
func (s *TradeSeries) Frequency() graph.Frequency { return graph.Frequency(s.Series.Frequency) }

// Valuation is what the values include.
func (s *TradeSeries) Valuation() graph.Valuation { return graph.Valuation(s.Series.Valuation) }

// Figures are those whose periods begin in the window, oldest first.
func (s *TradeSeries) Figures(during *graph.Window) []*TradeFigure {
	return where(s.records.figures, func(f *TradeFigure) bool {
		return f.Figure.Series == s.ID && within(f.Start(), during)
	})
}

// within reports whether a day lies in the window.
func within(d edtf.Day, during *graph.Window) bool {
	from, to := during.Days()
	return (from == nil || d >= *from) && (to == nil || d <= *to)
}

// Missing are the periods without a figure between the first and the last of the series, inside the window.
func (s *TradeSeries) Missing(during *graph.Window) []string {
	out := []string{}
	all := s.Figures(nil)
	if len(all) == 0 {
		return out
	}
	months := map[string]int{"MONTHLY": 1, "QUARTERLY": 3, "ANNUAL": 12}[s.Series.Frequency]
	for d := all[0].Start(); d < all[len(all)-1].Start(); d = later(d, months) {
		has := slices.ContainsFunc(all, func(f *TradeFigure) bool { return f.Start() == d })
		if !has && within(d, during) {
			out = append(out, periodOf(d, s.Series.Frequency))
		}
	}
	return out
}

// later is the day so many months after the first of a month.
func later(d edtf.Day, months int) edtf.Day {
	y, m, _ := d.Date()
	return edtf.DayOf(y, m+months, 1)
}

// periodOf names the period that begins on a day.
func periodOf(d edtf.Day, frequency string) string {
	iso := d.String()
	_, m, _ := d.Date()
	switch frequency {
	case "ANNUAL":
		return iso[:4]
	case "QUARTERLY":
		return iso[:5] + "Q" + string(rune('1'+m/3))
	}
	return iso[:7]
}

// TradeFigure is one value of a series.
type TradeFigure struct {
	graph.Figure
	records *Graph
}

// NodeID implements Node.
func (f *TradeFigure) NodeID() string { return f.ID }

// Start is the first day of the period.
func (f *TradeFigure) Start() edtf.Day {
	year, month, _ := strings.Cut(f.Period, "-")
	first := map[string]string{"": "01", "Q1": "01", "Q2": "04", "Q3": "07", "Q4": "10"}
	if m, ok := first[month]; ok {
		month = m
	}
	d, err := edtf.ParseDay(year + "-" + month + "-01")
	if err != nil {
		panic(err) // the seeds are checked
	}
	return d
}

// Value is null if the source gives no number.
func (f *TradeFigure) Value() *string { return number(f.Figure.Value) }

// Quantum is the unit that the value was rounded to.
func (f *TradeFigure) Quantum() *string { return number(f.Figure.Quantum) }

// Quantity is the amount of goods.
func (f *TradeFigure) Quantity() *string { return number(f.Figure.Quantity) }

// Basis is where the figure comes from.
func (f *TradeFigure) Basis() graph.FigureBasis { return graph.FigureBasis(f.Figure.Basis) }

// Rank is the place in a source's ranking.
func (f *TradeFigure) Rank() *int {
	if f.Figure.Rank == 0 {
		return nil
	}
	return &f.Figure.Rank
}

// DerivedFrom is what it was derived from, by id.
func (f *TradeFigure) DerivedFrom() []*TradeFigure {
	out := []*TradeFigure{}
	for _, d := range f.Figure.DerivedFrom {
		out = append(out, of[*TradeFigure](f.records, d.Figure))
	}
	slices.SortFunc(out, func(a, b *TradeFigure) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// Series is the one it belongs to.
func (f *TradeFigure) Series() *TradeSeries { return of[*TradeSeries](f.records, f.Figure.Series) }

// YoY is the change against the same period a year before.
func (f *TradeFigure) YoY() *graph.Change { return f.change(12, f.Figure.YoY, "YOY") }

// MoM is the change against the month before; null for other frequencies.
func (f *TradeFigure) MoM() *graph.Change {
	if f.Series().Series.Frequency != "MONTHLY" {
		return nil
	}
	return f.change(1, f.Figure.MoM, "MOM")
}

func (f *TradeFigure) change(months int, reported *graph.Percent, by string) *graph.Change {
	base := &graph.Figure{}
	for _, g := range f.Series().Figures(nil) {
		if g.Start() == later(f.Start(), -months) {
			base = &g.Figure
		}
	}
	circular := slices.Contains(base.DerivedFrom, graph.Derivation{Figure: f.ID, By: by})
	c := graph.Compare(graph.Measured{Value: f.Figure.Value, Quantum: f.Figure.Quantum},
		graph.Measured{Value: base.Value, Quantum: base.Quantum}, reported, circular)
	return &c
}

// Sources say so.
func (f *TradeFigure) Sources(first *int32) ([]Citation, error) {
	return f.records.cited(f.Figure.Sources, first)
}

// Revision counts corrections from 1; the seeds have none.
func (f *TradeFigure) Revision() int { return 1 }

func number(d *decimal.Decimal) *string {
	if d == nil {
		return nil
	}
	s := d.String()
	return &s
}
