UNWIND $given.rows AS row
CALL (row) {
  MATCH (n:Event {id: row.id}) RETURN n
  UNION ALL MATCH (n:Actor {id: row.id}) RETURN n
  UNION ALL MATCH (n:Post {id: row.id}) RETURN n
  UNION ALL MATCH (n:Place {id: row.id}) RETURN n
  UNION ALL MATCH (n:Commodity {id: row.id}) RETURN n
  UNION ALL MATCH (n:Source {id: row.id}) RETURN n
}
SET n.words = row.words
