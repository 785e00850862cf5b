UNWIND $given.rows AS row
MERGE (n:Actor {id: row.id})
SET n:Organization, n += row.props, n.revision = coalesce(n.revision, 0) + 1, n.believedFrom = $given.now
WITH n, row
CALL (n) { MATCH (n)-[old:OF_COUNTRY|SOURCED_FROM]->() DELETE old }
CALL (n, row) { MATCH (x:Country {id: row.country}) CREATE (n)-[:OF_COUNTRY]->(x) }
CALL (n, row) {
  UNWIND row.sources AS s
  MATCH (x:Source {id: s.id})
  CREATE (n)-[:SOURCED_FROM {quote: s.quote, record: s.record, mentions: s.mentions, ord: s.ord}]->(x)
}
