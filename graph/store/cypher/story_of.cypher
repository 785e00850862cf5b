// Which events show the hidden ones.
UNWIND $given.rows AS row
MATCH (n:Merged {id: row.id})
CALL (n) { MATCH (n)-[old:MERGED_INTO]->() DELETE old }
MATCH (k:Event {id: row.kept})
CREATE (n)-[:MERGED_INTO]->(k)
