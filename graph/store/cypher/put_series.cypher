UNWIND $given.rows AS row
MERGE (n:TradeSeries {id: row.id})
SET n += row.props, n.revision = coalesce(n.revision, 0) + 1, n.believedFrom = $given.now
WITH n, row
CALL (n) { MATCH (n)-[old:REPORTER|PARTNER|OF_COMMODITY|SOURCED_FROM]->() DELETE old }
CALL (n, row) { MATCH (x:Country|Aggregate {id: row.reporter}) CREATE (n)-[:REPORTER]->(x) }
CALL (n, row) { MATCH (x:Country|Aggregate {id: row.partner}) CREATE (n)-[:PARTNER]->(x) }
CALL (n, row) { MATCH (x:Commodity {id: row.commodity}) CREATE (n)-[:OF_COMMODITY]->(x) }
CALL (n, row) {
  UNWIND row.sources AS s
  MATCH (x:Source {id: s.id})
  CREATE (n)-[:SOURCED_FROM {quote: s.quote, record: s.record, mentions: s.mentions, ord: s.ord}]->(x)
}
