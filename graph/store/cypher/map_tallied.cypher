RETURN COLLECT {
  UNWIND $ids AS id
  MATCH (a:Actor {id: id})
  RETURN [a.id, a.name, CASE WHEN a:Official THEN 'OFFICIAL' WHEN a:Country THEN 'COUNTRY' ELSE 'ORGANIZATION' END]
} AS nodes,
COLLECT {
  UNWIND $pairs AS did
  MATCH (y:Dyad {did: did})
  RETURN [y.a, y.b, CASE WHEN $whole THEN y.sums ELSE y.tally END]
} AS edges
