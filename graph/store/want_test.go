package store_test

import (
	"strings"

	"demarche/graph"
)

// wanted reads a selection such as "Event: id place(Place: id)" into what is wanted of a field with these arguments. A
// type in brackets is abstract. Every field below has no arguments; a timeline has its order.
func wanted(field, of string, args map[string]any) graph.Want {
	if args == nil {
		args = map[string]any{}
	}
	r := &wantReader{words: tokens(of), args: []graph.Args{{Values: args}}}
	f := &graph.Field{Name: field, Arg: 0, Of: r.selection()}
	return graph.Want{Field: f, Args: r.args}
}

type wantReader struct {
	words []string
	args  []graph.Args
}

func tokens(s string) []string {
	return strings.Fields(strings.NewReplacer("(", " ( ", ")", " ) ", ":", " ").Replace(s))
}

func (r *wantReader) next() string {
	word := r.words[0]
	r.words = r.words[1:]
	return word
}

func (r *wantReader) selection() *graph.Selection {
	typ := r.next()
	name := strings.Trim(typ, "[]")
	s := graph.NewSelection(name, typ != name)
	on := map[string][]string{"Event": {"Visit", "Meeting"}, "Actor": {"Official", "Country", "Organization"}, "Subject": {"Official", "Meeting", "TradeFigure"}}[name]
	if on == nil {
		on = []string{name}
	}
	for len(r.words) > 0 && r.words[0] != ")" {
		f := &graph.Field{Name: r.next(), Arg: len(r.args), On: on}
		values := map[string]any{}
		if f.Name == "timeline" {
			values = map[string]any{"order": string(graph.NewestFirst), "first": 5}
		}
		r.args = append(r.args, graph.Args{Values: values})
		if len(r.words) > 0 && r.words[0] == "(" {
			r.next()
			f.Of = r.selection()
			r.next()
		}
		s.Fields = append(s.Fields, f)
	}
	return s
}

const (
	citedFields  = "sources(Citation: quote source(Source: id title))"
	tenureFields = "id from to acting official(Official: id name) post(Post: id title organization(Organization: id)) " + citedFields
	actorFields  = "counterparts(Counterpart: events actor([Actor]: id name) first([Event]: id) last([Event]: id)) timeline(EventConnection: totalCount nodes([Event]: id)) " + citedFields
	eventFields  = "id kind title summary date recordedAt participantCount " +
		"participants(Participation: roles via actor([Actor]: id name) office(Tenure: id) offices(OfficeThen: certainty tenure(Tenure: id))) " +
		"place(Place: id name country(Country: id)) partOf([Event]: id) parts([Event]: id) about([Subject]: id) " +
		"ledTo(Consequence: basis confidence event([Event]: id)) ledFrom(Consequence: basis event([Event]: id)) " +
		"previousBetweenSameParticipants(PreviousEvent: gap(DayRange: min) event([Event]: id)) " +
		"revisions(Revision: number recordedAt supersededAt source(Source: id) changes(FieldChange: field before after)) " +
		"figures(TradeFigure: id) " + citedFields
	officialFields = "id name aliases country(Country: id) offices(Tenure: " + tenureFields + ") " + actorFields
	countryFields  = "id code name cabinet(Tenure: " + tenureFields + ") " + actorFields
	orgFields      = "id name country(Country: id) posts(Post: id) " + actorFields
	postFields     = "id title level organization(Organization: id) holders(Tenure: " + tenureFields + ") " + citedFields
	figureFields   = "id period value series(TradeSeries: id) derivedFrom(TradeFigure: id) yoy(Change: computed) mom(Change: computed) " + citedFields
	seriesFields   = "id reporter(Country: id) partner(Country: id) commodity(Commodity: id parent(Commodity: id)) missing figures(TradeFigure: " + figureFields + ")"
	pageFields     = "EventConnection: totalCount pageInfo(PageInfo: hasNextPage) nodes([Event]: id title)"
)
