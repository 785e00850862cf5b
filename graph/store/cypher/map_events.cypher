RETURN COLLECT {
  UNWIND $ids AS id
  MATCH (a:Actor {id: id})
  RETURN [a.id, a.name, CASE WHEN a:Official THEN 'OFFICIAL' WHEN a:Country THEN 'COUNTRY' ELSE 'ORGANIZATION' END]
} AS nodes, [] AS edges
UNION ALL
// The driver keeps a buffer as large as the largest record: a large map comes in several.
UNWIND range(0, size($pairs) - 1, $together) AS first
RETURN [] AS nodes, COLLECT {
  UNWIND range(first, first + $together - 1) AS i
  MATCH (y:Dyad {did: $pairs[i]}) // null beyond the last
  RETURN [i, COLLECT {
    CALL (y) {
      MATCH (x:Event)-[d:OF_DYAD]->()
      WHERE d.did = y.did AND d.sk > $lo AND d.sk < $hi
      RETURN x
      UNION
      // Those that last long, or of which an end is open, may be sorted outside the window.
      MATCH (x:Event)-[d:OF_DYAD]->()
      WHERE d.did = y.did AND d.lsk IS NOT NULL
      RETURN x
    }
    WITH x
    WHERE ($kinds IS NULL OR x.kind IN $kinds)
      AND ($from IS NULL OR x.latest IS NULL OR x.latest >= $from) AND ($to IS NULL OR x.earliest IS NULL OR x.earliest <= $to)
    RETURN [x.kind, x.edtf] LIMIT $limit + 1
  }]
} AS edges
