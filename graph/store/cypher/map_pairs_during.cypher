UNWIND $given.ids AS id
MATCH (a:Actor {id: id})-[c:CO|ALONGSIDE]->(b:Actor)
WITH a, b, c LIMIT $given.most
RETURN a.id AS id, collect([b.id, EXISTS {
  CALL (c) {
    MATCH (x:Event)-[d:OF_DYAD]->()
    WHERE d.did = c.did AND d.sk > $given.lo AND d.sk < $given.hi
    RETURN x
    UNION
    // Those that last long, or of which an end is open, may be sorted outside the window.
    MATCH (x:Event)-[d:OF_DYAD]->()
    WHERE d.did = c.did AND d.lsk IS NOT NULL
    RETURN x
  }
  WITH x
  WHERE ($given.kinds IS NULL OR x.kind IN $given.kinds)
    AND ($given.from IS NULL OR x.latest IS NULL OR x.latest >= $given.from) AND ($given.to IS NULL OR x.earliest IS NULL OR x.earliest <= $given.to)
  RETURN x
}]) AS rows
