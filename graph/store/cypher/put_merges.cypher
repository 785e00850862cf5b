// That officials were found to be one. What is decided here has no number yet, and gets the next.
UNWIND $given.rows AS row
WITH row, coalesce(COLLECT { MATCH (g:Merge {merged: row.merged}) RETURN max(toInteger(last(split(g.id, ':')))) }[0], 0) AS last
CREATE (g:Merge {id: coalesce(row.id, 'merge:' + substring(row.merged, 9) + ':' + (last + 1)), keep: row.keep, merged: row.merged,
  at: coalesce(row.at, $given.now), undoneAt: row.undoneAt, rule: row.rule, settled: row.settled})
SET g.name = coalesce(row.name, COLLECT { MATCH (m:Official {id: row.merged}) RETURN m.name UNION MATCH (m:Merged {id: row.merged}) RETURN m.name }[0])
WITH g, row
CALL (g, row) {
  UNWIND row.sources AS s
  MATCH (x:Source {id: s.id})
  CREATE (g)-[:SOURCED_FROM {quote: s.quote, record: s.record, mentions: s.mentions, ord: s.ord}]->(x)
}
