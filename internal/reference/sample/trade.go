package sample

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"demarche/graph"
	"demarche/graph/country"
)

func (g *generator) trade() {
	commodity := func(id, classification, code, parent string) {
		g.Commodities = append(g.Commodities, graph.Commodity{
			ID: "commodity:" + id, Classification: classification, Code: code, Description: "Goods " + code, Parent: parent, Sources: g.cited(),
		})
	}
	commodity("TOTAL", "TOTAL", "TOTAL", "")
	commodity("HS-15", "HS", "15", "")
	commodity("HS-1507", "HS", "1507", "commodity:HS-15")
	commodity("SITC-0", "SITC", "0", "")
	for i, c := range g.Commodities {
		for k, frequency := range []string{"MONTHLY", "QUARTERLY", "ANNUAL", "MONTHLY"} {
			g.series("country:PRK", c.ID, frequency, []string{"EXPORT", "IMPORT"}[(i+k)%2], []string{"gacc", "bok"}[k/3])
		}
	}
	for _, code := range []string{"WLD", "EU27"} {
		a, _ := country.AggregateByCode(code)
		g.Aggregates = append(g.Aggregates, graph.AggregateRecord(a, g.cited()))
		for _, c := range g.Commodities {
			g.series("aggregate:"+code, c.ID, "MONTHLY", "EXPORT", "gacc")
		}
	}
}

// series adds one with some figures; the last with a country has none.
func (g *generator) series(partner, commodity, frequency, flow, publisher string) {
	s := graph.Series{
		Reporter: "country:CHN", Partner: partner, Flow: flow, Commodity: commodity, Frequency: frequency,
		Valuation: pick(g, "FOB", "CIF"), Currency: "USD", Publisher: publisher, Sources: g.cited(),
	}
	_, with, _ := strings.Cut(partner, ":")
	s.ID = fmt.Sprintf("series:CHN-%s-%s-%s-%s-%s-USD-%s", with, code(commodity), flow, frequency[:1], s.Valuation, publisher)
	g.Series = append(g.Series, s)
	if len(g.Series) == 16 {
		return
	}
	before := len(g.Figures)
	for year := 2019; year <= 2021; year++ {
		g.year(s, year)
	}
	g.derive(g.Figures[before:])
}

func (g *generator) year(s graph.Series, year int) {
	switch s.Frequency {
	case "MONTHLY":
		for m := 1; m <= 12; m++ {
			g.figure(s, fmt.Sprintf("%d-%02d", year, m))
		}
	case "QUARTERLY":
		for q := 1; q <= 4; q++ {
			g.figure(s, fmt.Sprintf("%d-Q%d", year, q))
		}
	default:
		g.figure(s, fmt.Sprint(year))
	}
}

// figure adds one, or leaves a gap.
func (g *generator) figure(s graph.Series, period string) {
	if g.chance(0.3) {
		return
	}
	f := graph.Figure{ID: graph.FigureID(s.ID, period), Series: s.ID, Period: period, Basis: pick(g, "REPORTED", "ESTIMATED"), Sources: g.cited()}
	if g.chance(0.85) {
		f.Value = number(pick(g, "228100000", "147600000.5", "174500000", "100", "0", "99.75", "-3"))
	}
	if f.Value != nil && g.chance(0.6) {
		f.Quantum = number(pick(g, "100000", "1", "0.01"))
	}
	if f.Value == nil {
		f.Rank = 1 + g.IntN(9)
	}
	if g.chance(0.3) {
		f.Quantity, f.Unit = number("12.50"), "t"
	}
	f.YoY, f.MoM = g.percent(), g.percent()
	g.Figures = append(g.Figures, f)
}

func (g *generator) percent() *graph.Percent {
	if g.chance(0.5) {
		return nil
	}
	return &graph.Percent{Value: pick(g, 30.75, 0, -12.5, 54.53, 1e-7), Quantum: pick(g, 0.01, 1, 50)}
}

// derive makes some figures follow from later ones of the same series.
func (g *generator) derive(figures []graph.Figure) {
	for i := range figures {
		from := figures[g.IntN(len(figures))]
		if from.ID == figures[i].ID || from.Value == nil || from.YoY == nil || len(from.DerivedFrom) > 0 || g.chance(0.7) {
			continue
		}
		figures[i].Basis, figures[i].DerivedFrom = "DERIVED", []graph.Derivation{{Figure: from.ID, By: "YOY"}}
	}
}

func number(s string) *decimal.Decimal {
	d := decimal.RequireFromString(s)
	return &d
}
