RETURN COLLECT {
  UNWIND $ids AS id
  MATCH (a:Actor {id: id})
  RETURN [a.id, a.name, CASE WHEN a:Official THEN 'OFFICIAL' WHEN a:Country THEN 'COUNTRY' ELSE 'ORGANIZATION' END]
} AS nodes,
COLLECT {
  UNWIND $pairs AS did
  MATCH (y:Dyad {did: did})
  WITH y, COLLECT {
    MATCH (x:Event)-[d:OF_DYAD]->()
    WHERE d.did = y.did AND d.sk IS NOT NULL
    WITH x, d ORDER BY d.did, d.sk LIMIT $limit
    WHERE ($kinds IS NULL OR x.kind IN $kinds)
      AND ($from IS NULL OR x.latest IS NULL OR x.latest >= $from) AND ($to IS NULL OR x.earliest IS NULL OR x.earliest <= $to)
    RETURN [x.id, x.kind, x.edtf, x.sk, x.root]
  } AS events
  WHERE size(events) > 0
  RETURN [y.a, y.b, events] ORDER BY size(events) DESC, y.a, y.b
} AS edges
