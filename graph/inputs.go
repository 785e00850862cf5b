package graph

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
)

// What clients send to be written. Each makes an update of its own, and names the record that it is about.

// Hash is what stands in an id for a natural key: 80 bits of the SHA-256 of its parts in NFC, as hexadecimal digits.
func Hash(parts ...string) string {
	sum := sha256.Sum256([]byte(NFC(strings.Join(parts, "\x1f"))))
	return fmt.Sprintf("%x", sum[:10])
}

// NameKey is a name as natural keys hold it: in lower case, with single blanks.
func NameKey(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// NaturalID is the id of an event that nobody gave one: by its kind, date, title and participants.
func (e Event) NaturalID() string {
	key := []string{string(e.Kind), e.Date.String(), e.Title}
	for _, p := range e.Participants {
		key = append(key, p.Actor)
	}
	return "event:n-" + Hash(key...)
}

// OfficialNamed is the id of an official who is known by name and country (an id, which may be empty) alone.
func OfficialNamed(name, country string) string {
	return "official:n-" + Hash(NameKey(name), country)
}

// SourceAt is the id of the source at an address.
func SourceAt(url string) string { return "source:u-" + Hash(url) }

// SourceInput is a source that says so: one that is stored, or what makes one.
type SourceInput struct {
	ID, URL, Title, Publisher, Reliability, Quote string
	Published                                     EDTF
}

// Cited is a citation of the source, and what has to be stored for it: nothing where it names one that is.
func (in SourceInput) Cited() (Citation, []Source) {
	citations, sources := cited([]SourceInput{in})
	return citations[0], sources
}

// EventInput is an event to be written.
type EventInput struct {
	ID, Title, Summary, CAMEO, PLOVER, Place, PartOf string
	Kind                                             EventKind
	Date                                             EDTF
	Participants                                     []Participation
	About                                            []string
	Sources                                          []SourceInput
}

// OfficialInput is an official to be written.
type OfficialInput struct {
	ID, Name, NativeName, Wikidata, Country string
	Aliases                                 []string
	Born, Died                              EDTF
	Sources                                 []SourceInput
}

// TradeFigureInput is a figure to be written, with what tells its series.
type TradeFigureInput struct {
	Reporter, Partner, Commodity, Edition, Description, Currency, Publisher, Period string
	Flow                                                                            Flow
	Classification                                                                  Classification
	Frequency                                                                       Frequency
	Valuation                                                                       Valuation
	Basis                                                                           FigureBasis
	Value, Quantum, Quantity                                                        *string
	Unit                                                                            string
	Sources                                                                         []SourceInput
}

// EventLinkInput is a link to be written.
type EventLinkInput struct {
	From, To, Basis string
	Confidence      *float64
	Sources         []SourceInput
}

// An Upsert is what became of one item of a mutation.
type Upsert struct {
	ID     string
	Status Status
	Field  *string // of a rejected one: what is wrong where; nil otherwise
	Text   *string
	NodeID string // of what is stored; empty if there is no node
}

// UpsertResult is what became of the items of a mutation, in their order.
type UpsertResult struct {
	Tally
	Items []Upsert
}

// NewUpsertResult counts items.
func NewUpsertResult(items []Upsert) *UpsertResult {
	outcomes := make(Outcomes, len(items))
	for i, item := range items {
		outcomes[i].Status = item.Status
	}
	return &UpsertResult{outcomes.Of(), items}
}

// An Input makes an update, and says which record it is about and which node that is.
type Input interface {
	Update() (u Update, record, node string, problem *Problem)
}

// cited are citations of sources, and the sources that have to be there for them.
func cited(inputs []SourceInput) (citations []Citation, sources []Source) {
	for _, in := range inputs {
		id := in.ID
		if in.URL != "" || in.Title != "" {
			s := Source{ID: id, Title: in.Title, URL: in.URL, Publisher: in.Publisher, Published: in.Published, Reliability: in.Reliability}
			switch {
			case id != "":
			case in.URL != "":
				s.ID = SourceAt(in.URL)
			default:
				s.ID = "source:n-" + Hash(NameKey(in.Title), NameKey(in.Publisher), in.Published.String())
			}
			if s.Title == "" {
				s.Title = in.URL
			}
			id = s.ID
			sources = append(sources, s)
		}
		citations = append(citations, Citation{Source: id, Quote: NFC(in.Quote)})
	}
	b := Batch{Sources: sources}
	b.Normalize()
	return citations, sources
}

// Update puts the event.
func (in EventInput) Update() (u Update, record, node string, problem *Problem) {
	e := Event{
		ID: in.ID, Kind: in.Kind, Title: in.Title, Summary: in.Summary, Date: in.Date, CAMEO: in.CAMEO, PLOVER: in.PLOVER,
		Place: in.Place, PartOf: in.PartOf, Participants: in.Participants, About: in.About,
	}
	if e.ID == "" {
		e.ID = e.NaturalID()
	}
	e.Sources, u.Ensure.Sources = cited(in.Sources)
	u.Put.Events = []Event{e}
	return u, e.ID, e.ID, nil
}

// Update puts the official.
func (in OfficialInput) Update() (u Update, record, node string, problem *Problem) {
	o := Official{
		ID: in.ID, Name: in.Name, NativeName: in.NativeName, Aliases: in.Aliases, Wikidata: in.Wikidata, Born: in.Born, Died: in.Died,
	}
	if in.Country != "" {
		o.Country = "country:" + in.Country
	}
	switch {
	case o.ID != "":
	case o.Wikidata != "":
		o.ID = "official:" + o.Wikidata
	default:
		o.ID = OfficialNamed(o.Name, o.Country)
	}
	o.Sources, u.Ensure.Sources = cited(in.Sources)
	u.Put.Officials = []Official{o}
	return u, o.ID, o.ID, nil
}

// Update puts the figure, and ensures its series and its commodity.
func (in TradeFigureInput) Update() (u Update, record, node string, problem *Problem) {
	citations, sources := cited(in.Sources)
	commodity := Commodity{
		ID: "commodity:" + string(in.Classification) + in.Edition + "-" + in.Commodity, Classification: string(in.Classification), Edition: in.Edition,
		Code: in.Commodity, Description: in.Description, Sources: citations,
	}
	if in.Commodity == "TOTAL" {
		commodity = Commodity{ID: "commodity:TOTAL", Classification: "TOTAL", Code: "TOTAL", Description: "All commodities", Sources: citations}
	}
	s := Series{
		Reporter: TradeAreaID(in.Reporter), Partner: TradeAreaID(in.Partner), Flow: string(in.Flow), Commodity: commodity.ID,
		Frequency: string(in.Frequency), Valuation: string(in.Valuation), Currency: in.Currency, Publisher: in.Publisher, Sources: citations,
	}
	s.ID = s.Name()
	f := Figure{ID: FigureID(s.ID, in.Period), Series: s.ID, Period: in.Period, Unit: in.Unit, Basis: string(in.Basis), Sources: citations}
	for _, n := range []struct {
		field string
		text  *string
		into  **decimal.Decimal
	}{{"value", in.Value, &f.Value}, {"quantum", in.Quantum, &f.Quantum}, {"quantity", in.Quantity, &f.Quantity}} {
		if n.text == nil {
			continue
		}
		d, err := decimal.NewFromString(*n.text)
		if err != nil || len(*n.text) > maxDigits {
			return u, f.ID, f.ID, &Problem{Record: f.ID, Field: n.field, Text: "it is no decimal number, such as \"228100000\""}
		}
		*n.into = &d
	}
	u.Put.Figures = []Figure{f}
	u.Ensure = Batch{Sources: sources, Series: []Series{s}, Aggregates: aggregatesOf(citations, s.Reporter, s.Partner)}
	if commodity.Description != "" { // without one it has to be stored
		u.Ensure.Commodities = []Commodity{commodity}
	}
	return u, f.ID, f.ID, nil
}

const maxDigits = 40

// Update puts the link.
func (in EventLinkInput) Update() (u Update, record, node string, problem *Problem) {
	l := Link{From: in.From, To: in.To, Basis: in.Basis, Confidence: in.Confidence}
	l.Sources, u.Ensure.Sources = cited(in.Sources)
	u.Put.Links = []Link{l}
	return u, l.Name(), "", nil
}
