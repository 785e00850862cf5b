// Officials get the key by which namesakes are found; one without an office has none to compare.
UNWIND $given.rows AS row
CALL (row) { MATCH (n:Official {id: row.id}) RETURN n UNION ALL MATCH (n:Merged {id: row.id}) RETURN n }
REMOVE n:Unsettled
SET n.nameKey = row.key
WITH n WHERE n.nameKey IS NOT NULL
SET n:Settling
