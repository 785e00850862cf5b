// Package proposal turns what clients send to be written into updates of the graph. It reports problems by the fields
// of the input.
package proposal

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"demarche/graph"
	"demarche/graph/country"
	"demarche/graph/edtf"
)

// An Input makes a proposal.
type Input interface{ Propose() Proposal }

// A Proposal is what an input writes, and the record that it is about.
type Proposal struct {
	graph.Update
	Record, Node string          // the record's id, of a link both ends; the id of its node, empty for a link
	bad          []graph.Problem // of scalars that could not be read, with the fields of the input
	paths        map[string]string
	derived      map[string]bool // ids that the input did not give
}

// Wrong returns the first problem that the input has by itself, with the field of the input; nil where there is none.
func (p Proposal) Wrong() *graph.Problem {
	if len(p.bad) > 0 {
		return &p.bad[0]
	}
	problems := p.All().Check()
	if len(problems) == 0 {
		return nil
	}
	first := problems[0]
	for _, x := range problems { // an id that follows from other fields is wrong because they are
		if x.Field != "id" && x.Field != "series" || !p.derived[x.Record] {
			first = x
			break
		}
	}
	first = p.Locate(first)
	return &first
}

// Has reports whether a record is one that the input makes.
func (p Proposal) Has(record string) bool {
	_, ok := p.paths[record]
	return ok || record == p.Record
}

// Locate is a problem of one of the proposal's records as a problem of the input.
func (p Proposal) Locate(x graph.Problem) graph.Problem {
	x.Because = cmp.Or(x.Because, graph.ErrBadInput)
	path := p.paths[x.Record]
	switch {
	case strings.HasPrefix(x.Record, "commodity:") && path != "":
		field := map[string]string{"code": "commodity", "id": "commodity", "parent": "commodity", "description": "description"}[x.Field]
		x.Field = cmp.Or(field, x.Field)
	case strings.HasPrefix(x.Missing, "commodity:") && path != "":
		x.Field, x.Text = "description", fmt.Sprintf("%s is not stored yet: give its description", x.Missing)
	case strings.HasPrefix(path, "sources["):
		x.Field = path + "." + x.Field
	}
	if rest, ok := strings.CutSuffix(x.Field, ".source"); ok {
		x.Field = rest + ".id"
	}
	if strings.HasPrefix(x.Field, "sources[") && strings.HasSuffix(x.Field, "]") {
		x.Field += ".id"
	}
	x.Record = p.Record
	return x
}

// newProposal is an empty proposal of an input, whose texts it puts into NFC.
func newProposal(input any) Proposal {
	graph.Normalize(input)
	return Proposal{paths: map[string]string{}, derived: map[string]bool{}}
}

// about returns the proposal as one about a node.
func (p Proposal) about(node string) Proposal {
	p.Record, p.Node = node, node
	return p
}

func (p *Proposal) note(field string, err error) {
	if err != nil {
		p.bad = append(p.bad, graph.Problem{Field: field, Text: err.Error(), Because: err})
	}
}

// date is the date that a field was given.
func (p *Proposal) date(field string, d GivenDate) edtf.Date {
	p.note(field, d.Bad)
	return d.Date
}

// country is the id of the country that a field was given.
func (p *Proposal) country(field string, g GivenCountry) string {
	code := p.code(field, g, country.ParseCode)
	if code == "" {
		return ""
	}
	return "country:" + code
}

// area is the id of the area of trade that a field was given.
func (p *Proposal) area(field string, g GivenCountry) string {
	return graph.TradeAreaID(p.code(field, g, country.ParseTradeArea))
}

func (p *Proposal) code(field string, g GivenCountry, parse func(string) (string, error)) string {
	p.note(field, g.Bad)
	if g.Text == "" {
		return ""
	}
	code, err := parse(g.Text)
	p.note(field, err)
	return code
}

// number is the number that a field was given.
func (p *Proposal) number(field string, g GivenNumber) *decimal.Decimal {
	p.note(field, g.Bad)
	if g.Text == "" {
		return nil
	}
	d, err := decimal.NewFromString(g.Text)
	if err != nil || len(g.Text) > maxNumberText {
		p.note(field, graph.NoNumber(g.Text))
		return nil
	}
	return &d
}

// maxNumberText is the most bytes of a number: its digits, a sign, a point and an exponent.
const maxNumberText = graph.MaxDigits + 8

// cite returns citations of sources, and ensures that they are there.
func (p *Proposal) cite(inputs []SourceInput) (citations []graph.Citation) {
	for i, in := range inputs {
		at := fmt.Sprintf("sources[%d]", i)
		published := p.date(at+".published", in.Published)
		s, makes := in.source(published)
		switch _, twice := p.paths[s.ID]; {
		case s.ID == "":
			p.note(at, fmt.Errorf("%w: a source needs an id, a url or a title", graph.ErrBadInput))
		case !makes:
		case twice:
			for _, x := range (graph.Batch{Sources: []graph.Source{s}}).Check() {
				x.Field, x.Because = at+"."+x.Field, graph.ErrBadInput
				p.bad = append(p.bad, x)
			}
		default:
			p.paths[s.ID], p.derived[s.ID] = at, in.ID == ""
			p.Ensure.Sources = append(p.Ensure.Sources, s)
		}
		citations = append(citations, graph.Citation{Source: s.ID, Quote: in.Quote})
	}
	return citations
}

// source is the source, and whether the input makes one: else it is stored.
func (in SourceInput) source(published edtf.Date) (s graph.Source, makes bool) {
	s = graph.Source{
		ID:          in.ID,
		Title:       in.Title,
		URL:         in.URL,
		Publisher:   in.Publisher,
		Published:   published,
		Reliability: in.Reliability,
	}
	if in.URL == "" && in.Title == "" {
		return s, false
	}
	switch {
	case s.ID != "":
	case in.URL != "":
		s.ID = graph.SourceAt(in.URL)
	default:
		s.ID = "source:n-" + graph.Hash(graph.NameKey(in.Title), graph.NameKey(in.Publisher), published.String())
	}
	if s.Title == "" {
		s.Title = graph.Title(in.URL)
	}
	return s, true
}

// Cited is a citation of the source, and what has to be stored for it: nothing where it names one that is.
func (in SourceInput) Cited() (graph.Citation, []graph.Source, error) {
	p := newProposal(&in)
	citation := p.cite([]SourceInput{in})[0]
	p.Put.Links = []graph.Link{{From: "event:a", To: "event:b", Sources: []graph.Citation{citation}}} // stands for what cites it
	if x := p.Wrong(); x != nil {
		kind := because(x)
		text := strings.TrimPrefix(x.Text, kind.Error()+": ")
		return citation, nil, fmt.Errorf("%w: source%s: %s", kind, strings.TrimPrefix(x.Field, "sources[0]"), text)
	}
	return citation, p.Ensure.Sources, nil
}

// because is the error of the domain that a problem wraps.
func because(x *graph.Problem) error {
	for _, known := range []error{edtf.ErrBadDate, country.ErrBadCode} {
		if errors.Is(x.Because, known) {
			return known
		}
	}
	return graph.ErrBadInput
}

// Propose puts the event.
func (in EventInput) Propose() Proposal {
	p := newProposal(&in)
	e := in.Event
	e.Date = p.date("date", in.Date)
	if e.ID == "" {
		e.ID = e.NaturalID()
		p.Earlier = map[string][]string{e.ID: e.EarlierIDs()}
		p.derived[e.ID] = true
	}
	e.Sources = p.cite(in.Sources)
	p.Put.Events = []graph.Event{e}
	return p.about(e.ID)
}

// Propose puts the official.
func (in OfficialInput) Propose() Proposal {
	p := newProposal(&in)
	o := graph.Official{
		ID: in.ID, Name: in.Name, NativeName: in.NativeName, Aliases: in.Aliases, Wikidata: in.Wikidata,
		Born: p.date("born", in.Born), Died: p.date("died", in.Died), Country: p.country("country", in.Country),
	}
	switch {
	case o.ID != "":
	case o.Wikidata != "":
		o.ID = "official:" + o.Wikidata
		p.derived[o.ID] = true
	default:
		o.ID = graph.OfficialNamed(o.Name, o.Country)
		p.derived[o.ID] = true
	}
	o.Sources = p.cite(in.Sources)
	p.Put.Officials = []graph.Official{o}
	return p.about(o.ID)
}

// Propose puts the figure, and ensures its series and its commodity.
func (in TradeFigureInput) Propose() Proposal {
	p := newProposal(&in)
	citations := p.cite(in.Sources)
	commodity := graph.Commodity{
		ID: "commodity:" + string(in.Classification) + in.Edition + "-" + in.Commodity, Classification: string(in.Classification), Edition: in.Edition,
		Code: in.Commodity, Description: in.Description, Sources: citations,
	}
	if in.Commodity == "TOTAL" {
		commodity = graph.Commodity{ID: "commodity:TOTAL", Classification: "TOTAL", Code: "TOTAL", Description: "All commodities", Edition: in.Edition, Sources: citations}
	}
	s := graph.Series{
		Reporter:  p.area("reporter", in.Reporter),
		Partner:   p.area("partner", in.Partner),
		Flow:      string(in.Flow),
		Commodity: commodity.ID,
		Frequency: string(in.Frequency),
		Valuation: string(in.Valuation),
		Currency:  in.Currency,
		Publisher: in.Publisher,
		Sources:   citations,
	}
	s.ID = s.Name()
	f := graph.Figure{
		ID:       graph.FigureID(s.ID, in.Period),
		Series:   s.ID,
		Period:   in.Period,
		Unit:     in.Unit,
		Basis:    string(in.Basis),
		Sources:  citations,
		Value:    p.number("value", in.Value),
		Quantum:  p.number("quantum", in.Quantum),
		Quantity: p.number("quantity", in.Quantity),
	}
	p.Put.Figures = []graph.Figure{f}
	p.Ensure.Series, p.Ensure.Aggregates = []graph.Series{s}, graph.AggregatesOf(citations, s.Reporter, s.Partner)
	for _, a := range p.Ensure.Aggregates {
		p.paths[a.ID], p.derived[a.ID] = "series", true
	}
	p.paths[s.ID] = "series"
	for _, id := range []string{commodity.ID, s.ID, f.ID} {
		p.derived[id] = true
	}
	if commodity.Description != "" { // without one it has to be stored
		p.Ensure.Commodities = []graph.Commodity{commodity}
		p.paths[commodity.ID] = "commodity"
	}
	return p.about(f.ID)
}

// Propose puts the link.
func (in EventLinkInput) Propose() Proposal {
	p := newProposal(&in)
	l := graph.Link{From: in.From, To: in.To, Basis: in.Basis, Confidence: in.Confidence}
	l.Sources = p.cite(in.Sources)
	p.Put.Links = []graph.Link{l}
	p.Record = l.Name()
	return p
}
