UNWIND $given.rows AS row
MERGE (n:TradeFigure {id: row.id})
SET n += row.props, n.revision = coalesce(n.revision, 0) + 1, n.believedFrom = $given.now
WITH n, row
CALL (n) { MATCH (n)-[old:IN_SERIES|DERIVED_FROM|SOURCED_FROM]->() DELETE old }
CALL (n, row) { MATCH (x:TradeSeries {id: row.series}) CREATE (n)-[:IN_SERIES]->(x) }
CALL (n, row) {
  UNWIND row.derivedFrom AS d
  MATCH (x:TradeFigure {id: d.id})
  CREATE (n)-[:DERIVED_FROM {by: d.by}]->(x)
}
CALL (n, row) {
  UNWIND row.sources AS s
  MATCH (x:Source {id: s.id})
  CREATE (n)-[:SOURCED_FROM {quote: s.quote, record: s.record, mentions: s.mentions, ord: s.ord}]->(x)
}
