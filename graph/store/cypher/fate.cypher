// What became of an id: the node that it means now, and what says why.
RETURN COLLECT {
  CALL () {
    CALL () {
      MATCH (n:Event {id: $given.id}) RETURN n
      UNION ALL MATCH (n:Actor {id: $given.id}) RETURN n
      UNION ALL MATCH (n:Aggregate {id: $given.id}) RETURN n
      UNION ALL MATCH (n:Tenure {id: $given.id}) RETURN n
      UNION ALL MATCH (n:Post {id: $given.id}) RETURN n
      UNION ALL MATCH (n:Place {id: $given.id}) RETURN n
      UNION ALL MATCH (n:Commodity {id: $given.id}) RETURN n
      UNION ALL MATCH (n:TradeSeries {id: $given.id}) RETURN n
      UNION ALL MATCH (n:TradeFigure {id: $given.id}) RETURN n
      UNION ALL MATCH (n:Source {id: $given.id}) RETURN n
    }
    RETURN 'STORED' AS status, n AS now, null AS why
    UNION ALL
    MATCH (:Merged {id: $given.id})-[:MERGED_INTO*]->(now:Official)
    OPTIONAL MATCH (why:Merge {merged: $given.id}) WHERE why.undoneAt IS NULL
    RETURN 'MERGED' AS status, now, why
    UNION ALL
    MATCH (:Merged {id: $given.id})-[:MERGED_INTO]->(now:Event)
    RETURN 'MERGED' AS status, now, COLLECT {
      CALL () {
        MATCH (d:Decision {event: $given.id, kind: 'SAME'}) RETURN d, 1 AS rank
        UNION ALL MATCH (d:Decision {other: $given.id, kind: 'SAME'}) RETURN d, 2 AS rank
      }
      WITH d, rank WHERE d.undoneAt IS NULL
      RETURN d ORDER BY rank, d.at, d.id LIMIT 1
    }[0] AS why
    UNION ALL
    MATCH (:Merged {id: $given.id})-[:MERGED_INTO]->(n:Retracted)
    MATCH (why:Retraction {of: n.id}) WHERE why.undoneAt IS NULL
    RETURN 'RETRACTED' AS status, null AS now, why
    UNION ALL
    MATCH (:Retracted {id: $given.id})
    MATCH (why:Retraction {of: $given.id}) WHERE why.undoneAt IS NULL
    RETURN 'RETRACTED' AS status, null AS now, why
    UNION ALL
    RETURN 'UNKNOWN' AS status, null AS now, null AS why
  }
  WITH status, now, why LIMIT 1
  RETURN {row}
}[0] AS row
