// Which file records were read from: bookkeeping, and no part of what they say.
MATCH (s:Source {id: $from})
CALL (s) { UNWIND $event AS id MATCH (n:Event {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
CALL (s) { UNWIND $actor AS id MATCH (n:Actor {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
CALL (s) { UNWIND $aggregate AS id MATCH (n:Aggregate {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
CALL (s) { UNWIND $source AS id MATCH (n:Source {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
CALL (s) { UNWIND $place AS id MATCH (n:Place {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
CALL (s) { UNWIND $tenure AS id MATCH (n:Tenure {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
CALL (s) { UNWIND $post AS id MATCH (n:Post {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
CALL (s) { UNWIND $commodity AS id MATCH (n:Commodity {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
CALL (s) { UNWIND $series AS id MATCH (n:TradeSeries {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
CALL (s) { UNWIND $figure AS id MATCH (n:TradeFigure {id: id}) MERGE (n)-[:LOADED_FROM]->(s) }
