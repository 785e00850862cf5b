package main

import (
	"context"
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"demarche/graph"
	"demarche/graph/store"
)

// A question is what is asked of both sides. The other side runs the statements that the server ran for it; where plain is
// given, a third one answers by it: the statement that somebody would write who knows no derived keys.
type question struct {
	name, query string
	plain       *store.Call
}

const page = `edges { cursor node { id kind title summary date { edtf label } participants { roles actor { id name } }
	place { name country { code name } } sources { quote source { title url } } } } pageInfo { hasNextPage endCursor }`

const mapFields = `nodes { id label type degree } edges { id source target weight first last kinds { kind count } } omitted { nodes }`

// questions are about the generated graph: the two busiest officials (0 and 1), one of the many (7), busy countries and rare ones.
func questions(ctx context.Context, driver neo4j.DriverWithContext) ([]question, error) {
	big, second, rare := countryCodes()[0], countryCodes()[1], countryCodes()[countries-1]
	deep, err := cursorAt(ctx, driver, graph.PairKey("country:"+big, "country:"+second), 10_000)
	if err != nil {
		return nil, err
	}
	pair := func(a, b, more string) string {
		return fmt.Sprintf(`{ timeline(filter: {countries: [%q, %q], match: ALL%s}, first: 50) { %s } }`, a, b, more, page)
	}
	const around, far = `"official:bench-3"`, `"official:bench-7"`
	out := []question{
		{name: "Q1: page 1 of the busiest pair of countries", query: pair(big, second, "")},
		{name: "Q1: the page after 10,000", query: fmt.Sprintf(`{ timeline(filter: {countries: [%q, %q], match: ALL}, first: 50, after: %q) { %s } }`, big, second, deep, page)},
		{name: "Q1: a rare pair of countries", query: pair(second, rare, "")},
		{name: "Q1: the busiest pair in a window", query: pair(big, second, `, during: {from: "2012-03", to: "2012-09"}`)},
		{name: "Q1: two officials who meet all the time", query: fmt.Sprintf(`{ timeline(filter: {actors: ["official:bench-0", "official:bench-1"], match: ALL}, first: 50) { %s } }`, page)},
		{name: "Q2: official with offices and last 20 events", query: `{ official(id: "official:bench-2") { id name country { name } offices { from { edtf } to { edtf } post { title organization { name } } }
			timeline(first: 20) { nodes { id title date { edtf } participants { roles actor { id name } office { post { title } } } } } } }`},
		{name: "timeline of everything, 50 events", query: `{ timeline(first: 50) { ` + page + ` } }`},
		{name: "event", query: `{ event(id: "event:bench-500") { title date { label } participants { roles actor { name } office { post { title } } } previousBetweenSameParticipants { event { id } gap { min max } } } }`},
		{name: "country with cabinet and counterparts", query: fmt.Sprintf(`{ country(code: %q) { name cabinet(asOf: "2012") { official { name } } counterparts(first: 10) { events actor { id } } } }`, rare)},
		{name: "officials of a country", query: fmt.Sprintf(`{ officials(country: %q, first: 20) { nodes { id name } } }`, rare)},
		{name: "search", query: `{ search(text: "Official 123", types: [OFFICIAL]) { node { id } } }`},
		{name: "relationship of two officials", query: `{ relationship(between: ["official:bench-20", "official:bench-21"]) { count byKind { kind count } first { id } last { id } longestGap { days { min } } } }`},
		{name: "timelineHistogram of a pair of officials", query: `{ timelineHistogram(filter: {actors: ["official:bench-20", "official:bench-21"], match: ALL}, bucket: YEAR) { start possible } }`},
		{name: "map of one hop, 40 nodes", query: `{ relationshipMap(around: [` + around + `], maxNodes: 40) { ` + mapFields + ` } }`},
		{name: "map of two hops, 200 nodes", query: `{ relationshipMap(around: [` + far + `], depth: 2, maxNodes: 200) { ` + mapFields + ` } }`, plain: &plainMap},
		{name: "map of a year by month", query: `{ relationshipMap(around: [` + around + `], maxNodes: 40, bucket: MONTH, during: {from: "2012", to: "2012"}) { ` + mapFields + ` frames { start added removed } } }`},
		{name: "shortestPath", query: `{ shortestPath(from: "official:bench-350", to: "official:bench-390") { length actors { id } events { id title } } }`, plain: &plainPath},
		{name: "eventChain", query: `{ eventChain(from: "event:bench-500", via: [SHARED_OFFICIAL], maxGapDays: 10, maxDepth: 2, first: 20) { events { depth event { id } } truncated } }`},
		{name: "tradeSeries, 216 months with changes", query: `{ tradeSeries(reporter: "USA", partner: "CHN", flow: EXPORT, publisher: "bench") { id figures { period value quantum basis yoy { computed reported agreement } mom { computed } } missing } }`},
		{name: "tradeAround", query: `{ tradeAround(event: "event:bench-500", reporter: "USA", partner: "CHN") { points { figure { period value } } } }`},
	}
	return out, nil
}

// A map of two hops as one statement over the natural model: the 200 who share the most events with somebody and with those
// who share events with him, and every two of them with their events.
var plainMap = store.Call{Name: "plain map", Cypher: `
	MATCH (a:Official {id: 'official:bench-7'})-[:PARTICIPATED_IN {via: 'DIRECT'}]->(:Event)<-[:PARTICIPATED_IN {via: 'DIRECT'}]-(b:Official)
	WITH a, b, count(*) AS w ORDER BY w DESC LIMIT 200
	WITH a, collect(b) AS near
	CALL (near) {
		UNWIND near AS b
		MATCH (b)-[:PARTICIPATED_IN {via: 'DIRECT'}]->(:Event)<-[:PARTICIPATED_IN {via: 'DIRECT'}]-(c:Official)
		RETURN c, count(*) AS w ORDER BY w DESC LIMIT 200
	}
	WITH near, collect(c) AS far
	WITH near[..100] + far[..100] AS shown
	UNWIND shown AS x
	MATCH (x)-[:PARTICIPATED_IN {via: 'DIRECT'}]->(e:Event)<-[:PARTICIPATED_IN {via: 'DIRECT'}]-(y:Official)
	WHERE y IN shown AND x.id < y.id
	WITH x, y, count(e) AS w, min(e.earliest) AS first, max(e.latest) AS last
	RETURN collect([x.id, y.id, w, toString(first), toString(last)])`}

var plainPath = store.Call{Name: "plain path", Cypher: `
	MATCH (a:Official {id: 'official:bench-350'}), (b:Official {id: 'official:bench-390'})
	MATCH p = shortestPath((a)-[:PARTICIPATED_IN*..12]-(b))
	WHERE all(n IN nodes(p) WHERE n:Event OR n:Official)
	RETURN [n IN nodes(p) | n.id]`}

// cursorAt is the cursor of the event that far down a pair's timeline, or of its last.
func cursorAt(ctx context.Context, driver neo4j.DriverWithContext, did, down int64) (string, error) {
	row, err := one(ctx, driver, store.Call{
		Cypher: `MATCH (:Event)-[d:OF_DYAD]->() WHERE d.did = $did AND d.sk IS NOT NULL
			WITH d.sk AS sk ORDER BY d.did DESC, d.sk DESC LIMIT $down RETURN min(sk)`,
		Params: map[string]any{"did": did, "down": down},
	})
	if err != nil {
		return "", err
	}
	sk, ok := row[0].(int64)
	if !ok {
		return "", fmt.Errorf("the busiest pair of countries shares no event; generate a larger graph")
	}
	return graph.EventCursor(sk), nil
}
