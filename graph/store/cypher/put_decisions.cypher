// What is decided here has no number yet, and gets the next.
UNWIND $given.rows AS row
CALL (row) {
  WITH row, coalesce(COLLECT { MATCH (d:Decision {event: row.event}) RETURN max(toInteger(last(split(d.id, ':')))) }[0], 0) AS last
  CREATE (d:Decision {id: coalesce(row.id, 'decision:' + row.event + ':' + (last + 1)), kind: row.kind, event: row.event, other: row.other,
    at: coalesce(row.at, $given.now)})
  SET d.rule = row.rule, d.reason = row.reason, d.undoneAt = row.undoneAt
  WITH d, row
  CALL (d, row) {
    UNWIND row.sources AS s
    MATCH (x:Source {id: s.id})
    CREATE (d)-[:SOURCED_FROM {quote: s.quote, record: s.record, mentions: s.mentions, ord: s.ord}]->(x)
  }
  RETURN d.id AS id
}
RETURN id
