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
  RETURN [i, COLLECT {
    CALL (y) {
      MATCH (x:Event)-[d:OF_DYAD]->()
      WHERE d.did = y.did AND d.sk > $given.lo AND d.sk < $given.hi
      RETURN x
      UNION
      // Those that last long, or of which an end is open, may be sorted outside the window.
      MATCH (x:Event)-[d:OF_DYAD]->()
      WHERE d.did = y.did AND d.lsk IS NOT NULL
      RETURN x
    }
    WITH x
    WHERE ($given.kinds IS NULL OR x.kind IN $given.kinds)
      AND ($given.from IS NULL OR x.latest IS NULL OR x.latest >= $given.from) AND ($given.to IS NULL OR x.earliest IS NULL OR x.earliest <= $given.to)
    RETURN [x.kind, x.edtf] LIMIT $given.limit + 1
  }]
} AS edges
