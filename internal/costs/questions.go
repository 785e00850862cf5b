package costs

import (
	"context"
	"fmt"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/store"
	"demarche/internal/synthetic"
	"demarche/seeds"
)

const page = `edges { cursor node { id kind title summary date { edtf label } participants { roles actor { id name } }
	place { name country { code name } } sources { quote source { title url } } } } pageInfo { hasNextPage endCursor }`

const mapFields = `nodes { id label type degree } edges { id source target weight first last kinds { kind count } } omitted { nodes }`

// A map counts what it leaves out only if the client asks for it.
const mapCounts = mapFields + ` omitted { edges exact }`

// A Graph is what questions need to know of a synthetic graph.
type Graph struct {
	Busiest, Second, Rare string    // codes of countries
	Strangers             [2]string // ids of two officials who take part in few events
	Deep                  int64     // a sort key before which two fifths of the events lie
}

// GraphIn is the synthetic graph of a store.
func GraphIn(ctx context.Context, s *store.Store) (Graph, error) {
	seed, err := seeds.Read()
	if err != nil {
		return Graph{}, err
	}
	counts, err := s.Counts(ctx)
	if err != nil {
		return Graph{}, err
	}
	officials := -len(seed.Officials)
	for _, c := range counts {
		if c.Kind == "officials" {
			officials += c.N
		}
	}
	if officials < 2 {
		return Graph{}, fmt.Errorf("%w: this is no synthetic graph", graph.ErrBadInput)
	}
	countries := synthetic.Countries()
	return Graph{
		Busiest: countries[0], Second: countries[1], Rare: countries[min(officials/10, len(countries)-1)],
		Strangers: [2]string{synthetic.OfficialID(officials - 1), synthetic.OfficialID(officials - 2)},
		Deep:      int64(edtf.DayOf(2010, 1, 1)) << 32,
	}, nil
}

// pair is a page of 50 events of two countries; more is the rest of the filter, and paging the arguments beside it.
func pair(a, b, more, paging string) string {
	return fmt.Sprintf(`{ timeline(filter: {countries: [%q, %q], match: ALL%s}, first: 50%s) { %s } }`, a, b, more, paging, page)
}

// Measured are the questions whose throughput is measured: of the two busiest officials (0 and 1), of one of the many
// (7), of busy countries and rare ones.
func (g Graph) Measured() []Question {
	const around, far = `"official:bench-3"`, `"official:bench-7"`
	return []Question{
		{"Q1: page 1 of the busiest pair of countries", pair(g.Busiest, g.Second, "", "")},
		{"Q1: a page far on", pair(g.Busiest, g.Second, "", fmt.Sprintf(", after: %q", graph.EventCursor(g.Deep)))},
		{"Q1: a rare pair of countries", pair(g.Second, g.Rare, "", "")},
		{"Q1: the busiest pair in a window", pair(g.Busiest, g.Second, `, during: {from: "2012-03", to: "2012-09"}`, "")},
		{"Q1: two officials who meet all the time", `{ timeline(filter: {actors: ["official:bench-0", "official:bench-1"], match: ALL}, first: 50) { ` + page + ` } }`},
		{"Q2: official with offices and last 20 events", `{ official(id: "official:bench-2") { id name country { name } offices { from { edtf } to { edtf } post { title organization { name } } }
			timeline(first: 20) { nodes { id title date { edtf } participants { roles actor { id name } office { post { title } } } } } } }`},
		{"timeline of everything, 50 events", `{ timeline(first: 50) { ` + page + ` } }`},
		{"event", `{ event(id: "event:bench-500") { title date { label } participants { roles actor { name } office { post { title } } } previousBetweenSameParticipants { event { id } gap { min max } } } }`},
		{"country with cabinet and counterparts", fmt.Sprintf(`{ country(code: %q) { name cabinet(asOf: "2012") { official { name } } counterparts(first: 10) { events actor { id } } } }`, g.Rare)},
		{"officials of a country", fmt.Sprintf(`{ officials(country: %q, first: 20) { nodes { id name } } }`, g.Rare)},
		{"search", `{ search(text: "Official 123", types: [OFFICIAL]) { node { id } } }`},
		{"relationship of two officials", `{ relationship(between: ["official:bench-20", "official:bench-21"]) { count byKind { kind count } first { id } last { id } longestGap { days { min } } } }`},
		{"timelineHistogram of a pair of officials", `{ timelineHistogram(filter: {actors: ["official:bench-20", "official:bench-21"], match: ALL}, bucket: YEAR) { start possible } }`},
		{"map of one hop, 40 nodes", `{ relationshipMap(around: [` + around + `], maxNodes: 40) { ` + mapFields + ` } }`},
		{"map of two hops, 200 nodes", `{ relationshipMap(around: [` + far + `], depth: 2, maxNodes: 200) { ` + mapFields + ` } }`},
		{"map of a year by month", `{ relationshipMap(around: [` + around + `], maxNodes: 40, bucket: MONTH, during: {from: "2012", to: "2012"}) { ` + mapFields + ` frames { start added removed } } }`},
		{"shortestPath", fmt.Sprintf(`{ shortestPath(from: %q, to: %q) { length actors { id } events { id title } } }`, g.Strangers[0], g.Strangers[1])},
		{"eventChain", `{ eventChain(from: "event:bench-500", via: [SHARED_OFFICIAL], maxGapDays: 60, maxDepth: 2, first: 20) { events { depth event { id } } truncated } }`},
		{"tradeSeries, 216 months with changes", `{ tradeSeries(reporter: "USA", partner: "CHN", flow: EXPORT, publisher: "bench") { id figures { period value quantum basis yoy { computed reported agreement } mom { computed } } missing } }`},
		{"tradeAround", `{ tradeAround(event: "event:bench-500", reporter: "USA", partner: "CHN") { points { figure { period value } } } }`},
	}
}
