UNWIND $given.rows AS row
CALL (row) {
  MATCH (a:Official {id: row.from})-[r:HELD]->(t)
  WITH a, r, t, coalesce(r.as, a.id) AS recorded
  WHERE recorded IN row.ids
  MATCH (b:Official {id: row.to})
  CREATE (b)-[:HELD {as: nullIf(recorded, b.id)}]->(t)
  DELETE r
}
