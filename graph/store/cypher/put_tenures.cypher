UNWIND $given.rows AS row
MERGE (n:Tenure {id: row.id})
SET n += row.props, n.revision = coalesce(n.revision, 0) + 1, n.believedFrom = $given.now
WITH n, row
CALL (n) { MATCH (n)-[old:OF_POST|SOURCED_FROM]->() DELETE old }
CALL (n) { MATCH (n)<-[old:HELD]-() DELETE old }
CALL (n, row) { MATCH (x:Official {id: row.official}) CREATE (x)-[:HELD {as: row.as}]->(n) }
CALL (n, row) { MATCH (x:Post {id: row.post}) CREATE (n)-[:OF_POST]->(x) }
CALL (n, row) {
  UNWIND row.sources AS s
  MATCH (x:Source {id: s.id})
  CREATE (n)-[:SOURCED_FROM {quote: s.quote, record: s.record, mentions: s.mentions, ord: s.ord}]->(x)
}
