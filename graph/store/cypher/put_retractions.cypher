// That records were retracted. What is decided here has no number yet, and gets the next.
UNWIND $given.rows AS row
WITH row, coalesce(COLLECT { MATCH (g:Retraction {of: row.of}) RETURN max(toInteger(last(split(g.id, ':')))) }[0], 0) AS last
CREATE (g:Retraction {id: coalesce(row.id, 'retraction:' + row.of + ':' + (last + 1)), of: row.of, reason: row.reason, record: row.record,
  at: coalesce(row.at, $given.now), undoneAt: row.undoneAt})
WITH g, row
CALL (g, row) {
  UNWIND row.sources AS s
  MATCH (x:Source {id: s.id})
  CREATE (g)-[:SOURCED_FROM {quote: s.quote, record: s.record, mentions: s.mentions, ord: s.ord}]->(x)
}
