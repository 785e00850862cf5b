UNWIND $given.rows AS row
CALL (row) { MATCH (a:Event {id: row.from}) RETURN a UNION ALL MATCH (a:Retracted {id: row.from}) RETURN a }
MATCH (a)-[r:LED_TO]->(b)
WHERE b.id = row.to
RETURN row.from AS from, row.to AS to, r.digest AS digest
