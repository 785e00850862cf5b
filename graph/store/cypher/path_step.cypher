UNWIND $given.ids AS id
MATCH (a:Actor {id: id})
CALL (a) {
  MATCH ()-[p:PARTICIPATED_IN]->(e:Event)
  WHERE p.pid = a.pid AND p.sk > $given.lo AND p.sk < $given.hi
  RETURN p.via AS via, e
  UNION
  // Those that last long, or of which an end is open, may be sorted outside the window.
  MATCH ()-[p:PARTICIPATED_IN]->(e:Event)
  WHERE p.pid = a.pid AND p.lsk IS NOT NULL
  RETURN p.via AS via, e
}
WITH a, via, e
WHERE e.actorCount <= $given.paired
  AND ($given.from IS NULL OR e.latest IS NULL OR e.latest >= $given.from) AND ($given.until IS NULL OR e.earliest IS NULL OR e.earliest <= $given.until)
MATCH (e)<-[q:PARTICIPATED_IN]-(b:Actor)
WHERE (b:Official OR b.id = $given.to) AND NOT b.id IN $given.seen AND (via = 'DIRECT' AND q.via = 'DIRECT' OR a:Country AND b:Country)
WITH b, a, e ORDER BY e.sk DESC, a.id
WITH b, collect([a.id, e.id])[0] AS step
RETURN collect([b.id, step[0], step[1]]) AS rows
