UNWIND $rows AS row
MERGE (v:Revision {id: row.id})
SET v.of = row.of, v.number = row.number, v.fields = row.fields, v.before = row.before, v.after = row.after,
  v.believedFrom = row.believedFrom, v.believedTo = datetime.transaction()
WITH v, row
CALL (v, row) {
  UNWIND row.sources AS id
  MATCH (x:Source {id: id})
  MERGE (v)-[:SOURCED_FROM]->(x)
}
