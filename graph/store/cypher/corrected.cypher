// Records that are known to have been corrected count on from there.
UNWIND $given.rows AS row
CALL (row) {
  MATCH (n:Event {id: row.of}) RETURN n
  UNION ALL MATCH (n:Actor {id: row.of}) RETURN n
  UNION ALL MATCH (n:Merged {id: row.of}) RETURN n
  UNION ALL MATCH (n:Retracted {id: row.of}) RETURN n
  UNION ALL MATCH (n:Aggregate {id: row.of}) RETURN n
  UNION ALL MATCH (n:Tenure {id: row.of}) RETURN n
  UNION ALL MATCH (n:Post {id: row.of}) RETURN n
  UNION ALL MATCH (n:Place {id: row.of}) RETURN n
  UNION ALL MATCH (n:Commodity {id: row.of}) RETURN n
  UNION ALL MATCH (n:TradeSeries {id: row.of}) RETURN n
  UNION ALL MATCH (n:TradeFigure {id: row.of}) RETURN n
  UNION ALL MATCH (n:Source {id: row.of}) RETURN n
}
WITH n, row WHERE coalesce(n.revision, 0) <= row.number
SET n.revision = row.number + 1, n.believedFrom = row.believedTo
