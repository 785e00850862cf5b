UNWIND $ids AS id
MATCH (e:Event {id: id})
CALL (e) {
  WITH e WHERE 'LED_TO' IN $via
  MATCH (e)-[:LED_TO]->(x:Event)
  RETURN x, 'LED_TO' AS via, [] AS shared
  UNION ALL
  WITH e WHERE 'PART_OF' IN $via
  MATCH (e)<-[:PART_OF]-(x:Event)
  RETURN x, 'PART_OF' AS via, [] AS shared
  UNION ALL
  UNWIND [['SHARED_OFFICIAL', 'Official'], ['SHARED_COUNTRY', 'Country']] AS basis
  WITH e, basis WHERE basis[0] IN $via AND e.latest IS NOT NULL
  MATCH (e)<-[:PARTICIPATED_IN]-(a:Actor) WHERE basis[1] IN labels(a)
  WITH e, basis, a, (duration.inDays(date('1970-01-01'), e.latest).days + $gap + 1) * 4294967296 AS until
  CALL (e, a, until) {
    MATCH ()-[p:PARTICIPATED_IN]->(x:Event)
    WHERE p.pid = a.pid AND p.sk > e.sk AND p.sk < until
    WITH e, p, x ORDER BY p.pid, p.sk
    WHERE x.root <> e.root
    RETURN x LIMIT $limit
  }
  WITH basis[0] AS via, x, a ORDER BY a.id
  RETURN x, via, collect(a.id) AS shared
}
WITH e, via, shared, x LIMIT $most
RETURN collect([e.id, via, shared, [x.id, x.kind, x.edtf, x.sk, x.root]]) AS rows
