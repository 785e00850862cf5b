// Officials get the key by which namesakes are found. Those in office are compared with them.
UNWIND $given.rows AS row
CALL (row) { MATCH (n:Official {id: row.id}) RETURN n UNION ALL MATCH (n:Merged {id: row.id}) RETURN n }
REMOVE n:Unsettled
SET n.nameKey = row.key
WITH n, row WHERE row.office
SET n:Settling
