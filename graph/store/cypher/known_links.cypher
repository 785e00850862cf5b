UNWIND $rows AS row
MATCH (a:Event {id: row.from})
WITH row, a
MATCH (a)-[r:LED_TO]->(b)
WHERE b.id = row.to
RETURN row.from AS from, row.to AS to, r.digest AS digest
