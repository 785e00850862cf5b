UNWIND $ids AS id
CALL (id) {
  MATCH (n:Event {id: id}) RETURN n
  UNION ALL MATCH (n:Actor {id: id}) RETURN n
  UNION ALL MATCH (n:Tenure {id: id}) RETURN n
  UNION ALL MATCH (n:Post {id: id}) RETURN n
  UNION ALL MATCH (n:Place {id: id}) RETURN n
  UNION ALL MATCH (n:Commodity {id: id}) RETURN n
  UNION ALL MATCH (n:TradeSeries {id: id}) RETURN n
  UNION ALL MATCH (n:TradeFigure {id: id}) RETURN n
  UNION ALL MATCH (n:Source {id: id}) RETURN n
}
RETURN id, properties(n) AS props, {
  place: [(n)-[:HELD_IN]->(x) | x.id][0],
  partOf: [(n)-[:PART_OF]->(x:Event) | x.id][0],
  parent: [(n)-[:PART_OF]->(x:Commodity) | x.id][0],
  country: [(n)-[:OF_COUNTRY|IN_COUNTRY]->(x) | x.id][0],
  organization: [(n)-[:AT]->(x) | x.id][0],
  official: [(n:Tenure)<-[:HELD]-(x) | x.id][0],
  post: [(n)-[:OF_POST]->(x) | x.id][0],
  series: [(n)-[:IN_SERIES]->(x) | x.id][0],
  participants: COLLECT { MATCH (n)<-[r:PARTICIPATED_IN {via: 'DIRECT'}]-(x) RETURN {id: x.id, roles: r.roles} ORDER BY r.ord },
  about: COLLECT { MATCH (n)-[r:ABOUT]->(x) RETURN {id: x.id} ORDER BY r.ord },
  derivedFrom: COLLECT { MATCH (n)-[r:DERIVED_FROM]->(x) RETURN {id: x.id, by: r.by} ORDER BY x.id },
  sources: COLLECT { MATCH (n)-[r:SOURCED_FROM]->(x) RETURN {id: x.id, quote: r.quote, record: r.record, mentions: r.mentions} ORDER BY r.ord }
} AS edges
