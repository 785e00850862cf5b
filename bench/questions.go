package main

import (
	"demarche/graph/store"
	"demarche/internal/costs"
)

// plainStatements are what somebody would write who knows no derived keys, by question.
func plainStatements(g costs.Graph) map[string]store.Call {
	path := plainPath
	path.Params = map[string]any{"from": g.Strangers[0], "to": g.Strangers[1]}
	return map[string]store.Call{"map of two hops, 200 nodes": plainMap, "shortestPath": path}
}

// A map of two hops as one statement over the natural model: the 200 who share the most events with somebody and with
// those who share events with him, and every two of them with their events.
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
	MATCH (a:Official {id: $given.from}), (b:Official {id: $given.to})
	MATCH p = shortestPath((a)-[:PARTICIPATED_IN*..12]-(b))
	WHERE all(n IN nodes(p) WHERE n:Event OR n:Official)
	RETURN [n IN nodes(p) | n.id]`}
