UNWIND $ids AS id
MATCH (a:Actor {id: id})-[c:CO|ALONGSIDE]->(b:Actor)
WHERE NOT b.id IN $known
MATCH (y:Dyad {did: c.did})
WITH collect([b.id, CASE WHEN $whole THEN y.sums ELSE y.tally END]) AS rows
UNWIND range(0, size(rows) - 1, $together) AS first
RETURN rows[first..first + $together] AS rows
