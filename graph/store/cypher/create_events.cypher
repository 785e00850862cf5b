// Events that are new, with all that is derived from them.
UNWIND $given.rows AS row
CREATE (n:Event {id: row.id})
SET n += row.props, n.revision = 1, n.believedFrom = $given.now, n.recordedAt = $given.now
WITH n, row
CALL (n, row) { MATCH (x:Place {id: row.place}) CREATE (n)-[:HELD_IN]->(x) }
CALL (n, row) { MATCH (x:Event {id: row.partOf}) CREATE (n)-[:PART_OF]->(x) }
CALL (n, row) {
  UNWIND row.participants AS p
  MATCH (a:Actor {id: p.id})
  CREATE (a)-[:PARTICIPATED_IN {roles: p.roles, via: p.via, pid: a.pid, ord: p.ord, sk: n.sk, lsk: n.lsk, wsk: row.wsk,
    as: p.as, asRoles: p.asRoles, asOrds: p.asOrds}]->(n)
}
CALL (n, row) {
  UNWIND row.pairs AS did
  MATCH (d:Dyad {did: did})
  CREATE (n)-[:OF_DYAD {did: did, sk: n.sk, lsk: n.lsk}]->(d)
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
  CREATE (n)-[:SOURCED_FROM {quote: s.quote, record: s.record, mentions: s.mentions, ord: s.ord}]->(x)
}
