RETURN COLLECT {
  UNWIND $given.ids AS id
  MATCH (a:Actor {id: id})
  RETURN [a.id, a.name, CASE WHEN a:Official THEN 'OFFICIAL' WHEN a:Country THEN 'COUNTRY' ELSE 'ORGANIZATION' END]
} AS nodes, [] AS edges
UNION ALL
// The driver keeps a buffer as large as the largest record: a large map comes in several.
UNWIND range(0, size($given.pairs) - 1, $given.together) AS first
RETURN [] AS nodes, COLLECT {
  UNWIND range(first, first + $given.together - 1) AS i
  MATCH (y:Dyad {did: $given.pairs[i]}) // null beyond the last
  RETURN [i, CASE WHEN $given.whole THEN y.sums ELSE y.tally END]
} AS edges
