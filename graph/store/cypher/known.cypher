// What is stored of the records with these ids, by the label that an id's prefix means.
UNWIND $event AS id MATCH (n:Event {id: id}) RETURN id, n.digest AS digest
UNION ALL UNWIND $actor AS id MATCH (n:Actor {id: id}) RETURN id, n.digest AS digest
UNION ALL UNWIND $aggregate AS id MATCH (n:Aggregate {id: id}) RETURN id, n.digest AS digest
UNION ALL UNWIND $source AS id MATCH (n:Source {id: id}) RETURN id, n.digest AS digest
UNION ALL UNWIND $place AS id MATCH (n:Place {id: id}) RETURN id, n.digest AS digest
UNION ALL UNWIND $tenure AS id MATCH (n:Tenure {id: id}) RETURN id, n.digest AS digest
UNION ALL UNWIND $post AS id MATCH (n:Post {id: id}) RETURN id, n.digest AS digest
UNION ALL UNWIND $commodity AS id MATCH (n:Commodity {id: id}) RETURN id, n.digest AS digest
UNION ALL UNWIND $series AS id MATCH (n:TradeSeries {id: id}) RETURN id, n.digest AS digest
UNION ALL UNWIND $figure AS id MATCH (n:TradeFigure {id: id}) RETURN id, n.digest AS digest
