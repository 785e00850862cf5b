package apitest

import (
	"maps"
	"net/http"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/proposal"
	"demarche/graph/store"
	"demarche/internal/gen"
	"demarche/internal/graphtest"
)

// rootQuestions are questions to each root field whose answers what is retracted below would be in.
var rootQuestions = map[string][]string{
	"node":              {`{ node(id: "event:x") { id } }`, `{ node(id: "official:ann") { ... on Official { offices { post { title } } timeline { totalCount nodes { id } } counterparts { actor { id } events } } } }`},
	"nodes":             {`{ nodes(ids: ["event:x", "official:ann"]) { id } }`},
	"event":             {`{ event(id: "event:x") { id } }`, `{ event(id: "event:a") { parts { id } ledTo { event { id } } ledFrom { event { id } } offices: participants { office { post { title } } offices { tenure { id } } } } }`, `{ event(id: "event:z") { previousBetweenSameParticipants { event { id } } } }`},
	"official":          {`{ official(id: "official:ann") { offices { id } timeline { totalCount edges { node { title participants { actor { id } } } } } counterparts { actor { id } events first { id } last { id } } } }`},
	"country":           {`{ country(code: "CHN") { cabinet(asOf: "2024-06") { id official { name } } timeline { totalCount nodes { id } } counterparts { actor { id } events } } }`},
	"organization":      {`{ organization(id: "org:m") { posts { holders { id } } } }`},
	"post":              {`{ post(id: "post:m") { holders { id official { name } from { edtf } } } }`},
	"timeline":          {`{ timeline { totalCount nodes { id } pageInfo { hasNextPage } } }`, `{ timeline(filter: {actors: ["official:ann", "official:bob"], match: ALL}) { totalCount nodes { id } } }`, `{ timeline(filter: {countries: ["CHN"], kinds: [VISIT]}) { totalCount nodes { id } } }`},
	"disputes":          {`{ disputes { totalCount nodes { id } } }`, `{ disputes(filter: {text: "hidden"}) { nodes { id } } }`},
	"decisions":         {`{ decisions(of: "event:x") { id } }`, `{ decisions(of: "event:y") { id } }`},
	"timelineHistogram": {`{ timelineHistogram(filter: {during: {from: "2023", to: "2026"}}, bucket: YEAR) { start possible certain } }`, `{ timelineHistogram(filter: {actors: ["official:ann", "official:bob"], match: ALL}, bucket: MONTH) { start possible } }`},
	"search":            {`{ search(text: "hidden") { node { id } } }`},
	"officials":         {`{ officials(post: "post:m", asOf: "2024-06") { totalCount nodes { id } } }`, `{ officials(country: "CHN", asOf: "2024-06") { totalCount nodes { id } } }`},
	"relationship":      {`{ relationship(between: ["official:ann", "official:bob"]) { count byKind { kind count } first { id } last { id } timeline { nodes { id } } } }`},
	"relationshipMap":   {`{ relationshipMap(around: ["official:ann"], depth: 2) { nodes { id degree } edges { id weight first last kinds { kind count } } } }`, `{ relationshipMap(around: ["official:ann"], bucket: MONTH) { frames { start added removed } } }`},
	"shortestPath":      {`{ shortestPath(from: "official:ann", to: "official:cho") { length actors { id } events { id } } }`},
	"eventChain":        {`{ eventChain(from: "event:a", via: [LED_TO, PART_OF, SHARED_OFFICIAL]) { events { depth event { id } } links { from to } } }`, `{ eventChain(from: "event:x") { events { event { id } } } }`},
	"tradeSeries":       {`{ tradeSeries(reporter: "CHN", partner: "PRK", flow: EXPORT, commodity: "1507") { figures { period value mom { computed } } missing } }`},
	"tradeAround":       {`{ tradeAround(event: "event:a", reporter: "CHN", partner: "PRK", commodity: "1507") { points { figure { period value mom { computed } } } } }`, `{ tradeAround(event: "event:x", reporter: "CHN", partner: "PRK") { note } }`},
	"topCommodities":    {`{ topCommodities(reporter: "CHN", partner: "PRK", flow: EXPORT, period: "2024-05") { value commodity { code } } }`},
}

// silent are the root fields that tell of nothing that can be retracted, and the one that tells what was.
var silent = map[string]bool{"commodity": true, "source": true, "fate": true}

// What was retracted is in the answer of no root field: they are what they were before it was written.
func TestRetracted_roots(t *testing.T) {
	for _, f := range gen.NewExecutableSchema(gen.Config{}).Schema().Query.Fields {
		if rootQuestions[f.Name] == nil && !silent[f.Name] && f.Name[:2] != "__" {
			t.Errorf("nothing asks %s about what was retracted", f.Name)
		}
	}
	s := graphtest.Fresh(t)
	h := serve(t, s)
	told := func() map[string]string {
		out := map[string]string{}
		for _, name := range slices.Sorted(maps.Keys(rootQuestions)) {
			for _, q := range rootQuestions[name] {
				out[q] = answered(t, h, q)
			}
		}
		return out
	}
	write(t, s, visible)
	before := told()
	write(t, s, hidden)
	meanwhile := told()
	if _, err := s.Retract(t.Context(), []string{"event:x", "tenure:x", graph.FigureID(series, "2024-05")}, "it was wrong", proposal.SourceInput{ID: "source:s"}); err != nil {
		t.Fatal(err)
	}
	after := told()
	for _, q := range slices.Sorted(maps.Keys(before)) {
		if before[q] == meanwhile[q] {
			t.Errorf("%s would say nothing of it: %s", q, before[q])
		}
		if d := cmp.Diff(before[q], after[q]); d != "" {
			t.Errorf("%s\n%s", q, d)
		}
	}
}

// answered asks until the database answers, which is slow to a question that it was never asked.
func answered(t *testing.T, h http.Handler, query string) (text string) {
	t.Helper()
	for range 20 {
		var a answer
		a, text = post(t, h, query, nil)
		if !slices.ContainsFunc(a.Errors, func(f failure) bool { return f.code() == "DATABASE_UNAVAILABLE" }) {
			return text
		}
	}
	t.Fatalf("%s answered %s", query, text)
	return text
}

func write(t *testing.T, s *store.Store, records func(*testing.T) graph.Batch) {
	t.Helper()
	if _, err := s.Write(t.Context(), records(t)); err != nil {
		t.Fatal(err)
	}
}

const series = "series:CHN-PRK-HS20221507-EXPORT-M-FOB-USD-x"

var bySource = []graph.Citation{{Source: "source:s"}}

func meeting(t *testing.T, id, date string, partOf string, actors ...string) graph.Event {
	t.Helper()
	d, err := edtf.Parse(date)
	if err != nil {
		t.Fatal(err)
	}
	e := graph.Event{ID: "event:" + id, Kind: graph.Meeting, Title: "Meeting " + id, Date: d, PartOf: partOf, Sources: bySource}
	for i, a := range actors {
		e.Participants = append(e.Participants, graph.Participation{Actor: "official:" + a, Roles: graph.Roles[i : i+1]})
	}
	return e
}

func figure(period string, value int64) graph.Figure {
	v := decimal.NewFromInt(value)
	return graph.Figure{Series: series, Period: period, Value: &v, Basis: "REPORTED", Sources: bySource}
}

// visible are officials and offices, a meeting in 2024 and one in 2025, and exports in April.
func visible(t *testing.T) graph.Batch {
	t.Helper()
	b := graph.Batch{
		Sources: []graph.Source{{ID: "source:s", Title: "A report"}},
		Countries: []graph.Country{
			{ID: "country:CHN", Code: "CHN", Name: "China", Sources: bySource}, {ID: "country:PRK", Code: "PRK", Name: "North Korea", Sources: bySource},
		},
		Organizations: []graph.Organization{{ID: "org:m", Name: "Ministry", Kind: "MINISTRY", Country: "country:CHN", Sources: bySource}},
		Posts:         []graph.Post{{ID: "post:m", Title: "Minister", Level: "MINISTER", Organization: "org:m", Sources: bySource}},
		Commodities:   []graph.Commodity{{ID: "commodity:HS2022-1507", Classification: "HS", Edition: "2022", Code: "1507", Description: "Oil", Sources: bySource}},
		Series: []graph.Series{{
			ID: series, Reporter: "country:CHN", Partner: "country:PRK", Flow: "EXPORT", Commodity: "commodity:HS2022-1507", Frequency: "MONTHLY",
			Valuation: "FOB", Currency: "USD", Publisher: "x", Sources: bySource,
		}},
		Figures: []graph.Figure{figure("2024-04", 100)},
		Events: []graph.Event{
			meeting(t, "a", "2024-05-01", "", "ann", "dan"), meeting(t, "z", "2025-01-01", "", "ann", "bob"),
		},
	}
	for _, name := range []string{"ann", "bob", "cho", "dan"} {
		b.Officials = append(b.Officials, graph.Official{ID: "official:" + name, Name: name, Country: "country:CHN", Sources: bySource})
	}
	return b
}

// hidden are what will be retracted: a part of the first meeting that it led to, with another record of it, the office of
// ann, and exports in May.
func hidden(t *testing.T) graph.Batch {
	t.Helper()
	x := meeting(t, "x", "2024-05-01", "event:a", "ann", "bob", "cho")
	x.Kind, x.Title = graph.Visit, "Hidden talks"
	x.About = []string{graph.FigureID(series, "2024-04")}
	dates, err := edtf.Parse("2020/..")
	if err != nil {
		t.Fatal(err)
	}
	return graph.Batch{
		Events:    []graph.Event{x, meeting(t, "y", "2024-05-02", "", "ann")},
		Decisions: []graph.Decision{{ID: "decision:event:y:1", Kind: graph.SameEvent, Event: "event:y", Other: "event:x", Sources: bySource}},
		Tenures:   []graph.Tenure{{ID: "tenure:x", Official: "official:ann", Post: "post:m", Dates: dates, Sources: bySource}},
		Figures:   []graph.Figure{figure("2024-05", 130)},
		Links:     []graph.Link{{From: "event:a", To: "event:x", Sources: bySource}},
	}
}
