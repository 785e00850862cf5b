// What is stored of the records with these ids, by the label that an id's prefix means.
UNWIND $given.event AS id MATCH (n:Event {id: id}) RETURN id, n.digest AS digest, n.record IS NOT NULL AS told
UNION ALL UNWIND $given.actor AS id MATCH (n:Actor {id: id}) RETURN id, n.digest AS digest, false AS told
UNION ALL UNWIND $given.aggregate AS id MATCH (n:Aggregate {id: id}) RETURN id, n.digest AS digest, false AS told
UNION ALL UNWIND $given.source AS id MATCH (n:Source {id: id}) RETURN id, n.digest AS digest, false AS told
UNION ALL UNWIND $given.place AS id MATCH (n:Place {id: id}) RETURN id, n.digest AS digest, false AS told
UNION ALL UNWIND $given.tenure AS id MATCH (n:Tenure {id: id}) RETURN id, n.digest AS digest, false AS told
UNION ALL UNWIND $given.post AS id MATCH (n:Post {id: id}) RETURN id, n.digest AS digest, false AS told
UNION ALL UNWIND $given.commodity AS id MATCH (n:Commodity {id: id}) RETURN id, n.digest AS digest, false AS told
UNION ALL UNWIND $given.series AS id MATCH (n:TradeSeries {id: id}) RETURN id, n.digest AS digest, false AS told
UNION ALL UNWIND $given.figure AS id MATCH (n:TradeFigure {id: id}) RETURN id, n.digest AS digest, false AS told
