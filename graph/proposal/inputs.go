package proposal

import "demarche/graph"

// SourceInput is a source that says so: one that is stored, or what makes one.
type SourceInput struct {
	ID, URL, Title, Publisher, Reliability, Quote string
	Published                                     GivenDate
}

// EventInput is an event to be written: the fields of the event, except that date and sources are as they were given.
type EventInput struct {
	graph.Event
	Date    GivenDate
	Sources []SourceInput
}

// OfficialInput is an official to be written.
type OfficialInput struct {
	ID, Name, NativeName, Wikidata string
	Country                        GivenCountry
	Aliases                        []string
	Born, Died                     GivenDate
	Sources                        []SourceInput
}

// TradeFigureInput is a figure to be written, with what tells its series.
type TradeFigureInput struct {
	Reporter, Partner                                            GivenCountry
	Commodity, Edition, Description, Currency, Publisher, Period string
	Flow                                                         graph.Flow
	Classification                                               graph.Classification
	Frequency                                                    graph.Frequency
	Valuation                                                    graph.Valuation
	Basis                                                        graph.FigureBasis
	Value, Quantum, Quantity                                     GivenNumber
	Unit                                                         string
	Sources                                                      []SourceInput
}

// EventLinkInput is a link to be written.
type EventLinkInput struct {
	From, To, Basis string
	Confidence      *float64
	Sources         []SourceInput
}
