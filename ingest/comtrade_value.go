package ingest

import (
	"strings"

	"github.com/shopspring/decimal"

	"demarche/graph"
)

// quantity is the quantity in its own unit, else the net weight. What has no unit is no quantity; nor is 0, which some
// files have where there is none.
func (t *trade) quantity() {
	some := func(names ...string) bool {
		t.figure.Quantity = t.number(names...)
		if t.figure.Quantity != nil && t.figure.Quantity.IsZero() {
			t.figure.Quantity = nil
		}
		return t.figure.Quantity != nil
	}
	unit := t.cell("qtyUnitAbbr", "qtyUnit", "qtDesc")
	if strings.EqualFold(unit, "n/a") || strings.EqualFold(unit, "no quantity") {
		unit = ""
	}
	if some("qty", "TradeQuantity") && unit != "" {
		t.figure.Unit = unit
	} else if some("netWgt", "Netweight (kg)", "NetWeight") {
		t.figure.Unit = "kg"
	}
}

// number reads 23,837,402,142.0 and 1.5e+06 too; nil where the cell is empty, or holds no number, which is reported.
func (t *trade) number(names ...string) *decimal.Decimal {
	text, in := t.find(names...)
	if text == "" || text == "null" {
		return nil
	}
	var d *decimal.Decimal
	var err error
	if in == exactly {
		var exact decimal.Decimal
		exact, err = decimal.NewFromString(text)
		d = &exact
	} else {
		d, err = t.in.number(in, text)
	}
	if err != nil {
		t.Leave(names[0], text, err.Error())
		return nil
	}
	return d
}

// A valued is a value and how it is valued.
type valued struct {
	valuation string
	value     decimal.Decimal
}

var (
	primaryColumns = []string{
		"primaryValue", "Trade Value (US$)", "trade_value_usd", "tradeValue", "value", "primaryValueFormated", "primaryValueFormatted", "primaryValueUSD",
		"Trade Value (USD)", "Trade Value",
	}
	fobColumns = []string{"fobvalue", "FOB Trade Value (US$)", "fob_trade_value_usd", "fob", "fobvalueFormated", "fobvalueFormatted"}
	cifColumns = []string{"cifvalue", "CIF Trade Value (US$)", "cif_trade_value_usd", "cif", "cifvalueFormated", "cifvalueFormatted"}
)

// values are what the row gives: FOB, CIF, and the primary value where it is neither. The first is the primary one.
func (t *trade) values() []valued {
	primary := t.number(primaryColumns...)
	var out []valued
	of := map[string]*decimal.Decimal{"FOB": t.number(fobColumns...), "CIF": t.number(cifColumns...)}
	known := false
	for _, valuation := range []string{"FOB", "CIF"} {
		v := of[valuation]
		if v == nil || v.IsZero() && primary != nil && !primary.IsZero() { // a bulk file has 0 where there is none
			continue
		}
		out = append(out, valued{valuation, *v})
		if primary != nil && v.Equal(*primary) {
			known = true
			out[0], out[len(out)-1] = out[len(out)-1], out[0]
		}
	}
	if primary != nil && !known {
		out = append([]valued{{"UNSPECIFIED", *primary}}, out...)
	}
	if len(out) == 0 {
		t.rejectLeft()
		t.Reject("primaryValue", "", "the row gives no value")
	}
	return out
}

// figure is the figure of a value, with its ids.
func (v valued) figure(t *trade) graph.Figure {
	f := t.figure
	f.Series = v.series(t).ID
	f.ID = graph.FigureID(f.Series, f.Period)
	f.Value = &v.value
	return f
}

func (v valued) series(t *trade) graph.Series {
	s := t.series
	s.Valuation = v.valuation
	s.ID = s.Name()
	return s
}

func (t *trade) add(v valued) {
	f := v.figure(t)
	t.Ensure(graph.Batch{Series: []graph.Series{v.series(t)}})
	t.Put(f.ID, graph.Batch{Figures: []graph.Figure{f}})
}
