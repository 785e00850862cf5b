UNWIND $given.ids AS id
MATCH (a:Actor {id: id})-[c:CO|ALONGSIDE]->(b:Actor)
WHERE NOT b.id IN $given.known
MATCH (y:Dyad {did: c.did})
WITH collect([b.id, CASE WHEN $given.whole THEN y.sums ELSE y.tally END]) AS rows
UNWIND range(0, size(rows) - 1, $given.together) AS first
RETURN rows[first..first + $given.together] AS rows
