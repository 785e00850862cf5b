RETURN COLLECT {
  UNWIND $ids AS id
  MATCH (a:Actor {id: id})
  RETURN [a.id, a.name, CASE WHEN a:Official THEN 'OFFICIAL' WHEN a:Country THEN 'COUNTRY' ELSE 'ORGANIZATION' END]
} AS nodes,
COLLECT {
  UNWIND range(0, size($pairs) - 1) AS i
  MATCH (y:Dyad {did: $pairs[i]})
  RETURN [i, CASE WHEN $whole THEN y.sums ELSE y.tally END]
} AS edges
