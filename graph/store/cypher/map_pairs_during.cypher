UNWIND $ids AS id
MATCH (a:Actor {id: id})-[c:CO|ALONGSIDE]->(b:Actor)
WITH a, b, c LIMIT $most
RETURN a.id AS id, collect([b.id, EXISTS {
  CALL (c) {
    MATCH (x:Event)-[d:OF_DYAD]->()
    WHERE d.did = c.did AND d.sk > $lo AND d.sk < $hi
    RETURN x
    UNION
    // Those that last long, or of which an end is open, may be sorted outside the window.
    MATCH (x:Event)-[d:OF_DYAD]->()
    WHERE d.did = c.did AND d.lsk IS NOT NULL
    RETURN x
  }
  WITH x
  WHERE ($kinds IS NULL OR x.kind IN $kinds)
    AND ($from IS NULL OR x.latest IS NULL OR x.latest >= $from) AND ($to IS NULL OR x.earliest IS NULL OR x.earliest <= $to)
  RETURN x
}]) AS rows
