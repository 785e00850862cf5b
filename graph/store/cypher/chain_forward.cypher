UNWIND $given.from AS f
MATCH (e:Event {id: f.id})
CALL (e, f) {
  WITH e WHERE 'LED_TO' IN $given.via
  MATCH (e)-[:LED_TO]->(x:Event)
  RETURN x, 'LED_TO' AS via, [] AS shared
  UNION ALL
  WITH e WHERE 'PART_OF' IN $given.via
  MATCH (e)<-[:PART_OF]-(x:Event)
  RETURN x, 'PART_OF' AS via, [] AS shared
  UNION ALL
  UNWIND [['SHARED_OFFICIAL', 'Official'], ['SHARED_COUNTRY', 'Country']] AS basis
  WITH e, f, basis WHERE basis[0] IN $given.via AND e.latest IS NOT NULL AND f.bound IS NOT NULL
  MATCH (e)<-[:PARTICIPATED_IN]-(a:Actor) WHERE basis[1] IN labels(a)
  // What ends on that day or later began up to 31 days before it, or is one of the long ones, which have an index apart.
  WITH e, f, basis, a, (duration.inDays(date('1970-01-01'), f.bound).days - 31) * 4294967296 AS since,
    (duration.inDays(date('1970-01-01'), e.latest).days + $given.gap + 1) * 4294967296 AS until
  CALL (e, f, a, since, until) {
    MATCH ()-[p:PARTICIPATED_IN]->(x:Event)
    WHERE p.pid = a.pid AND p.sk > since AND p.sk < until
    WITH e, f, p, x ORDER BY p.pid, p.sk
    WHERE x.root <> e.root AND x.latest >= f.bound AND x.earliest IS NOT NULL
    RETURN x LIMIT $given.limit
    UNION
    MATCH ()-[p:PARTICIPATED_IN]->(x:Event)
    WHERE p.pid = a.pid AND p.lsk <= since
    WITH e, f, p, x ORDER BY p.pid DESC, p.lsk DESC LIMIT $given.long
    WITH e, f, collect(x) AS long
    // A null says that there may be more.
    UNWIND CASE WHEN size(long) < $given.long THEN long ELSE long + [null] END AS x
    WITH e, f, x WHERE x IS NULL OR x.root <> e.root AND x.latest >= f.bound
    RETURN x LIMIT $given.limit
  }
  WITH basis[0] AS via, x, a ORDER BY a.id
  RETURN x, via, collect(a.id) AS shared
}
WITH e, via, shared, x LIMIT $given.most
RETURN collect([e.id, via, shared, CASE WHEN x IS NOT NULL THEN [x.id, x.kind, x.edtf, x.sk, x.root] END]) AS rows
