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
WHERE e.actorCount <= $given.paired AND ($given.kinds IS NULL OR e.kind IN $given.kinds)
  AND ($given.from IS NULL OR e.latest IS NULL OR e.latest >= $given.from) AND ($given.to IS NULL OR e.earliest IS NULL OR e.earliest <= $given.to)
MATCH (e)<-[q:PARTICIPATED_IN]-(b:Actor)
WHERE NOT b.id IN $given.known AND (via = 'DIRECT' AND q.via = 'DIRECT' OR a:Country AND b:Country)
WITH b, count(*) AS w ORDER BY w DESC, b.id
WITH collect(b.id) AS found
RETURN found[0..$given.room] AS ids, size(found) AS all
