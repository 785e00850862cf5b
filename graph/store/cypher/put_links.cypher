UNWIND $given.rows AS row
MATCH (a:Event {id: row.from}), (b:Event {id: row.to})
MERGE (a)-[r:LED_TO]->(b)
SET r += row.props
