// Records that a file names officials that exist already. A rule does not merge two officials that one file names.
UNWIND $given.officials AS id
CALL (id) { MATCH (n:Official {id: id}) RETURN n UNION ALL MATCH (n:Merged {id: id}) RETURN n }
MATCH (s:Source {id: $given.from})
MERGE (n)-[r:LOADED_FROM]->(s)
ON CREATE SET n:Unsettled
