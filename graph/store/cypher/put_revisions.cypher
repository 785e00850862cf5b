UNWIND $given.rows AS row
MERGE (v:Revision {id: row.id})
SET v.of = row.of, v.number = row.number, v.fields = row.fields, v.before = row.before, v.after = row.after,
  v.believedFrom = row.believedFrom, v.believedTo = coalesce(row.believedTo, $given.now)
WITH v, row
CALL (v, row) {
  UNWIND row.sources AS s
  MATCH (x:Source {id: s.id})
  MERGE (v)-[r:SOURCED_FROM]->(x)
  ON CREATE SET r.quote = s.quote, r.record = s.record, r.mentions = s.mentions, r.ord = s.ord
}
