UNWIND $ids AS id
MATCH (a:Actor {id: id})-[p:PARTICIPATED_IN]->(e:Event)<-[q:PARTICIPATED_IN]-(b:Actor)
WHERE e.actorCount <= $paired AND (b:Official OR b.id = $to) AND NOT b.id IN $seen
  AND (p.via = 'DIRECT' AND q.via = 'DIRECT' OR a:Country AND b:Country)
  AND ($from IS NULL OR e.latest IS NULL OR e.latest >= $from) AND ($until IS NULL OR e.earliest IS NULL OR e.earliest <= $until)
WITH b, a, e ORDER BY e.sk DESC, a.id
WITH b, collect([a.id, e.id])[0] AS step
RETURN collect([b.id, step[0], step[1]]) AS rows
