package graph

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Commodity is a kind of goods in a classification.
type Commodity struct {
	ID             string     `yaml:"id" json:"id"`
	Classification string     `yaml:"classification" json:"classification"`       // HS, SITC, BEC or TOTAL
	Edition        string     `yaml:"edition,omitempty" json:"edition,omitempty"` // of the classification, such as 2022
	Code           string     `yaml:"code" json:"code"`                           // text: leading zeros count
	Description    string     `yaml:"description" json:"description"`
	Parent         string     `yaml:"parent,omitempty" json:"parent,omitempty"` // a commodity's id
	Sources        []Citation `yaml:"sources" json:"sources"`
}

// Series is a series of figures of one flow between two countries, or between a country and an aggregate. It has one
// publisher, one valuation and one classification.
type Series struct {
	ID        string     `yaml:"id" json:"id"`               // series:CHN-PRK-TOTAL-EXPORT-M-FOB-USD-gacc
	Reporter  string     `yaml:"reporter" json:"reporter"`   // a country's or an aggregate's id
	Partner   string     `yaml:"partner" json:"partner"`     // a country's or an aggregate's id
	Flow      string     `yaml:"flow" json:"flow"`           // EXPORT, IMPORT, RE_EXPORT, RE_IMPORT
	Commodity string     `yaml:"commodity" json:"commodity"` // a commodity's id
	Frequency string     `yaml:"frequency" json:"frequency"` // MONTHLY, QUARTERLY, ANNUAL
	Valuation string     `yaml:"valuation" json:"valuation"` // FOB, CIF, UNSPECIFIED
	Currency  string     `yaml:"currency" json:"currency"`   // ISO 4217
	Publisher string     `yaml:"publisher" json:"publisher"`
	Sources   []Citation `yaml:"sources" json:"sources"`
}

// Name returns the id that follows from the fields of a series.
func (s Series) Name() string {
	return "series:" + strings.Join([]string{
		tradeAreaCode(s.Reporter), tradeAreaCode(s.Partner),
		strings.ReplaceAll(strings.TrimPrefix(s.Commodity, "commodity:"), "-", ""), s.Flow, s.Frequency[:min(1, len(s.Frequency))],
		s.Valuation, s.Currency, s.Publisher,
	}, "-")
}

// tradeAreaCode returns the code in the id of a country or an aggregate.
func tradeAreaCode(id string) string {
	_, code, _ := strings.Cut(id, ":")
	return code
}

// Figure is one value of a series.
type Figure struct {
	ID          string           `yaml:"id,omitempty" json:"id"`                     // figure:, the series without its prefix, a colon and the period; filled in if empty
	Series      string           `yaml:"series" json:"series"`                       // a series' id
	Period      string           `yaml:"period" json:"period"`                       // 2025-09, 2025-Q3 or 2025
	Value       *decimal.Decimal `yaml:"value,omitempty" json:"value,omitempty"`     // nil: the source gives no number
	Quantum     *decimal.Decimal `yaml:"quantum,omitempty" json:"quantum,omitempty"` // the unit it was rounded to
	Quantity    *decimal.Decimal `yaml:"quantity,omitempty" json:"quantity,omitempty"`
	Unit        string           `yaml:"unit,omitempty" json:"unit,omitempty"`
	YoY         *Percent         `yaml:"reportedYoY,omitempty" json:"reportedYoY,omitempty"`
	MoM         *Percent         `yaml:"reportedMoM,omitempty" json:"reportedMoM,omitempty"`
	Basis       string           `yaml:"basis" json:"basis"` // REPORTED, DERIVED, ESTIMATED, AGGREGATED
	Rank        int              `yaml:"rank,omitempty" json:"rank,omitempty"`
	DerivedFrom []Derivation     `yaml:"derivedFrom,omitempty" json:"derivedFrom,omitempty"`
	Sources     []Citation       `yaml:"sources" json:"sources"`
}

// Name returns the id of the figure, even if the field is empty.
func (f Figure) Name() string {
	if f.ID == "" {
		return FigureID(f.Series, f.Period)
	}
	return f.ID
}

// Percent is a reported change and the unit to which it was rounded.
type Percent struct {
	Value   float64 `yaml:"value" json:"value"`
	Quantum float64 `yaml:"quantum" json:"quantum"`
}

// Derivation names the figure that another was derived from, and the kind of its reported change (YOY or MOM).
type Derivation struct {
	Figure string `yaml:"figure" json:"figure"`
	By     string `yaml:"by" json:"by"`
}

// The vocabularies of trade, as the API spells them.
type (
	// Flow is EXPORT, IMPORT, RE_EXPORT or RE_IMPORT.
	Flow string
	// Frequency is MONTHLY, QUARTERLY or ANNUAL.
	Frequency string
	// Valuation is FOB, CIF or UNSPECIFIED.
	Valuation string
	// Classification is HS, SITC, BEC or TOTAL.
	Classification string
	// FigureBasis is REPORTED, DERIVED, ESTIMATED or AGGREGATED.
	FigureBasis string
	// Agreement says whether a reported change and the computed one agree.
	Agreement string
	// OrganizationKind is the kind of an organization, such as MINISTRY.
	OrganizationKind string
)

// The frequencies.
const (
	Monthly   Frequency = "MONTHLY"
	Quarterly Frequency = "QUARTERLY"
	Annual    Frequency = "ANNUAL"
)

// The kinds of reported changes, by which figures are derived from others.
const (
	YearOnYear   = "YOY"
	MonthOnMonth = "MOM"
)

// These compare a reported change with the computed one.
const (
	Agrees    Agreement = "AGREES"
	Disagrees Agreement = "DISAGREES"
	Circular  Agreement = "CIRCULAR"
	Unknown   Agreement = "UNKNOWN"
)

// CommodityShare is the rank of a commodity in the trade of one period.
type CommodityShare struct {
	CommodityID, FigureID string
	Rank                  int
	Value                 *string
	Share                 *float64
}

// TradeAround holds the months of a series around an event.
type TradeAround struct {
	EventID       string
	FirstMonth    string // the first month in which the event can lie
	LastMonth     string // the last one
	Points        []TradePoint
	MissingMonths []string
	OtherIDs      []string // events
	Note          string
}

// TradePoint is a figure and its distance in months from the months in which the event can lie. The distance counts
// from the last of them, or, if negative, from the first.
type TradePoint struct {
	OffsetMonths int
	FigureID     string
}
