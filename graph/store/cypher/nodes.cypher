RETURN COLLECT {
  UNWIND $given.ids AS id
  CALL (id) {
    MATCH (n:Event {id: id}) RETURN n
    UNION ALL MATCH (n:Actor {id: id}) RETURN n
    UNION ALL MATCH (n:Aggregate {id: id}) RETURN n
    UNION ALL MATCH (n:Tenure {id: id}) RETURN n
    UNION ALL MATCH (n:Post {id: id}) RETURN n
    UNION ALL MATCH (n:Place {id: id}) RETURN n
    UNION ALL MATCH (n:Commodity {id: id}) RETURN n
    UNION ALL MATCH (n:TradeSeries {id: id}) RETURN n
    UNION ALL MATCH (n:TradeFigure {id: id}) RETURN n
    UNION ALL MATCH (n:Source {id: id}) RETURN n
  }
  RETURN [id, {row}]
} AS rows
