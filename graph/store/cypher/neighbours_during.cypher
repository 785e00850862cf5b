UNWIND $ids AS id
MATCH (a:Actor {id: id})-[p:PARTICIPATED_IN]->(e:Event)<-[q:PARTICIPATED_IN]-(b)
WHERE e.actorCount <= $paired AND NOT b.id IN $known AND ($kinds IS NULL OR e.kind IN $kinds)
  AND ($from IS NULL OR e.latest IS NULL OR e.latest >= $from) AND ($to IS NULL OR e.earliest IS NULL OR e.earliest <= $to)
  AND (p.via = 'DIRECT' AND q.via = 'DIRECT' OR a:Country AND b:Country)
WITH b, count(*) AS w ORDER BY w DESC, b.id
WITH collect(b.id) AS found
RETURN found[0..$limit] AS ids, size(found) AS all
