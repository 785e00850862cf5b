UNWIND $ids AS id
MATCH (a:Actor {id: id})-[c:CO|ALONGSIDE]->(b:Actor)
WHERE NOT b.id IN $known
MATCH (y:Dyad {did: c.did})
RETURN collect([b.id, CASE WHEN $whole THEN y.sums ELSE y.tally END]) AS rows
