package graph

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
)

var (
	publisherName = regexp.MustCompile(`^[a-z0-9-]+$`)
	commodityCode = regexp.MustCompile(`^[0-9]+$`)
	periodForm    = regexp.MustCompile(`^[0-9]{4}(-(0[1-9]|1[0-2]|Q[1-4]))?$`)
	periods       = map[Frequency]*regexp.Regexp{
		Monthly:   regexp.MustCompile(`^[0-9]{4}-(0[1-9]|1[0-2])$`),
		Quarterly: regexp.MustCompile(`^[0-9]{4}-Q[1-4]$`),
		Annual:    regexp.MustCompile(`^[0-9]{4}$`),
	}
	periodExamples = map[Frequency]string{Monthly: "2025-09", Quarterly: "2025-Q3", Annual: "2025"}
)

func checkCommodity(c *checker, r Commodity) {
	c.open(r.ID, "commodity:", "description", r.Description, r.Sources)
	oneOf(c, "classification", r.Classification, "HS", "SITC", "BEC", "TOTAL")
	name := strings.TrimPrefix(r.ID, "commodity:")
	c.require("id", name == commodityName(r.Classification, r.Code, "-") || name == commodityName(r.Classification+r.Edition, r.Code, "-"),
		"it does not agree with the classification %s, with or without its edition, and the code %s", r.Classification, r.Code)
	c.mayRefer("parent", r.Parent, "commodity:")
	c.text("commodity", "code", r.Code)
	c.text("commodity", "edition", r.Edition)
	c.require("edition", r.Edition == "" || r.Classification != "TOTAL", "the total of all commodities has none")
	c.require("parent", r.Parent == "" || r.Parent != r.ID && !c.parents.back(r.Parent, r.ID), "%s", PartOfItself(r.ID, r.Parent))
	if r.Classification != "HS" {
		return
	}
	c.require("code", commodityCode.MatchString(r.Code) && len(r.Code)%2 == 0, "%q is not of two, four or six digits", r.Code)
	_, parent, _ := strings.Cut(r.Parent, "-")
	c.require("parent", r.Parent == "" || parent != r.Code && strings.HasPrefix(r.Code, parent), "%s does not begin with %s", r.Code, parent)
}

// commodityName is how ids name a commodity: HS-1507, HS2022-1507, TOTAL.
func commodityName(classification, code, between string) string {
	if classification == "TOTAL" {
		return code
	}
	return classification + between + code
}

func checkSeries(c *checker, s Series) {
	c.open(s.ID, "series:", "", "", s.Sources)
	c.refer("reporter", s.Reporter, countryPrefix, aggregatePrefix)
	c.refer("partner", s.Partner, countryPrefix, aggregatePrefix)
	c.refer("commodity", s.Commodity, "commodity:")
	oneOf(c, "flow", s.Flow, "EXPORT", "IMPORT", "RE_EXPORT", "RE_IMPORT")
	oneOf(c, "frequency", Frequency(s.Frequency), Monthly, Quarterly, Annual)
	oneOf(c, "valuation", s.Valuation, "FOB", "CIF", "UNSPECIFIED")
	c.require("currency", IsCurrency(s.Currency), "%q is not a code of ISO 4217, such as USD", short(s.Currency))
	c.require("publisher", publisherName.MatchString(s.Publisher), "%q is not of lower-case letters, digits and hyphens", short(s.Publisher))
	c.text("series", "publisher", s.Publisher)
	c.require("id", s.ID == s.Name(), "by its fields it is %s", s.Name())
}

func checkFigure(c *checker, f Figure) {
	id := f.Name()
	c.open(id, "figure:", "", "", f.Sources)
	c.refer("series", f.Series, "series:")
	c.require("id", id == FigureID(f.Series, f.Period), "it is not the series and the period")
	frequency := frequencyOf(f.Series)
	if form, ok := periods[frequency]; ok {
		c.require("period", form.MatchString(f.Period), "%q is not a period of a series that is %s: give one such as %s",
			short(f.Period), frequency, periodExamples[frequency])
	} else {
		c.require("series", false, "%q is not the id of a series, such as series:CHN-PRK-TOTAL-EXPORT-M-FOB-USD-gacc", short(f.Series))
		c.require("period", periodForm.MatchString(f.Period), "%q is no period, such as 2025-09, 2025-Q3 or 2025", short(f.Period))
	}
	oneOf(c, "basis", f.Basis, "REPORTED", "DERIVED", "ESTIMATED", "AGGREGATED")
	c.require("rank", f.Rank >= 0, "%d is negative", f.Rank)
	c.number("value", f.Value)
	c.number("quantity", f.Quantity)
	if c.number("quantum", f.Quantum) {
		c.require("quantum", f.Quantum == nil || f.Value != nil && f.Quantum.GreaterThan(decimal.Zero), "it is for a value, and greater than 0")
	}
	c.text("figure", "unit", f.Unit)
	c.require("unit", (f.Unit == "") == (f.Quantity == nil), "quantity and unit belong together")
	c.require("reportedYoY.quantum", f.YoY == nil || f.YoY.Quantum > 0, "it is not greater than 0")
	c.require("reportedMoM.quantum", f.MoM == nil || f.MoM.Quantum > 0, "it is not greater than 0")
	c.require("derivedFrom", (f.Basis == "DERIVED") == (len(f.DerivedFrom) > 0), "a DERIVED figure, and no other, names what it was derived from")
	c.list("derivedFrom", len(f.DerivedFrom))
	for i, d := range f.DerivedFrom {
		checkDerivation(c, fmt.Sprintf("derivedFrom[%d]", i), f, d)
	}
}

// MaxDigits is the most digits of a decimal number, written without an exponent.
const MaxDigits = 40

// number requires a decimal number of which all digits can be written, and reports whether it is one. None is one.
func (c *checker) number(field string, d *decimal.Decimal) bool {
	if d == nil {
		return true
	}
	exponent := int(d.Exponent())
	ok := exponent >= -MaxDigits && exponent <= MaxDigits && d.NumDigits()+max(exponent, 0) <= MaxDigits
	c.require(field, ok, "it has more than %d digits", MaxDigits)
	return ok
}

func checkDerivation(c *checker, field string, f Figure, d Derivation) {
	c.refer(field+".figure", d.Figure, "figure:")
	c.require(field+".figure", d.Figure != f.Name(), "a figure is not derived from itself")
	oneOf(c, field+".by", d.By, YearOnYear, MonthOnMonth)
	base, ok := c.figures[d.Figure]
	if !ok || c.retracted[f.Name()] != "" {
		return
	}
	reported := map[string]*Percent{YearOnYear: base.YoY, MonthOnMonth: base.MoM}[d.By]
	c.require(field+".by", reported != nil && base.Value != nil, "%s", NoSuchChange(f.Name(), d.Figure, d.By))
	c.require(field+".figure", d.Figure == f.Name() || !c.derived.back(d.Figure, f.Name()), "%s", DerivedFromItself(f.Name(), d.Figure))
}

// NoNumber returns the error of a text that is no decimal number. It wraps ErrBadInput.
func NoNumber(text string) error {
	return fmt.Errorf("%w: %q is no decimal number, such as \"228100000\"", ErrBadInput, short(text))
}
