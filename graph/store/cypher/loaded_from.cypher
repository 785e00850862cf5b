// Which file records were read from: bookkeeping, and no part of what they say.
MATCH (s:Source {id: $given.from})
CALL (s) { UNWIND $given.event AS id MATCH (n:Event {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
CALL (s) { UNWIND $given.actor AS id MATCH (n:Actor {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
CALL (s) { UNWIND $given.aggregate AS id MATCH (n:Aggregate {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
CALL (s) { UNWIND $given.source AS id MATCH (n:Source {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
CALL (s) { UNWIND $given.place AS id MATCH (n:Place {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
CALL (s) { UNWIND $given.tenure AS id MATCH (n:Tenure {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
CALL (s) { UNWIND $given.post AS id MATCH (n:Post {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
CALL (s) { UNWIND $given.commodity AS id MATCH (n:Commodity {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
CALL (s) { UNWIND $given.series AS id MATCH (n:TradeSeries {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
CALL (s) { UNWIND $given.figure AS id MATCH (n:TradeFigure {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
