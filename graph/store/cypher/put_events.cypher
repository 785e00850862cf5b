UNWIND $given.rows AS row
MERGE (n:Event {id: row.id})
SET n += row.props, n.revision = coalesce(n.revision, 0) + row.revised,
  n.believedFrom = CASE row.revised WHEN 0 THEN n.believedFrom ELSE $given.now END, n.recordedAt = coalesce(n.recordedAt, $given.now)
WITH n, row
CALL (n) { MATCH (n)-[old:HELD_IN|PART_OF|ABOUT|SOURCED_FROM]->() DELETE old }
CALL (n) { MATCH (n)<-[old:PARTICIPATED_IN {via: 'DIRECT'}]-() DELETE old }
CALL (n, row) { MATCH (x:Place {id: row.place}) CREATE (n)-[:HELD_IN]->(x) }
CALL (n, row) { MATCH (x:Event {id: row.partOf}) CREATE (n)-[:PART_OF]->(x) }
CALL (n, row) {
  UNWIND row.participants AS p
  MATCH (a:Actor {id: p.id})
  CREATE (a)-[:PARTICIPATED_IN {roles: p.roles, via: 'DIRECT', pid: a.pid, ord: p.ord, sk: n.sk,
    as: p.as, asRoles: p.asRoles, asOrds: p.asOrds}]->(n)
}
CALL (n, row) {
  UNWIND row.about AS t
  CALL (t) {
    MATCH (x:Actor {id: t.id}) RETURN x
    UNION ALL MATCH (x:TradeFigure {id: t.id}) RETURN x
    UNION ALL MATCH (x:TradeSeries {id: t.id}) RETURN x
    UNION ALL MATCH (x:Commodity {id: t.id}) RETURN x
  }
  CREATE (n)-[:ABOUT {ord: t.ord, as: t.as, asOrds: t.asOrds}]->(x)
}
CALL (n, row) {
  UNWIND row.sources AS s
  MATCH (x:Source {id: s.id})
  CREATE (n)-[:SOURCED_FROM {quote: s.quote, record: s.record, mentions: s.mentions, ord: s.ord, of: s.of}]->(x)
}
