// Records that a file names officials that exist already. A rule does not merge two officials that one file names.
UNWIND $officials AS id
CALL (id) { MATCH (n:Official {id: id}) RETURN n UNION ALL MATCH (n:Merged {id: id}) RETURN n }
MATCH (s:Source {id: $from})
MERGE (n)-[r:LOADED_FROM]->(s)
ON CREATE SET n:Unsettled
