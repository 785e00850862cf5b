UNWIND $given.ids AS id
MATCH (a:Actor {id: id})-[c:CO|ALONGSIDE]->(b:Actor)
WITH a, b, c LIMIT $given.most
MATCH (y:Dyad {did: c.did})
RETURN a.id AS id, collect([b.id, CASE WHEN $given.whole THEN y.sums ELSE y.tally END]) AS rows
