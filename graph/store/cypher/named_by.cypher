// Which file names officials too who were there already: two whom one file names are not one by a rule.
UNWIND $officials AS id
CALL (id) { MATCH (n:Official {id: id}) RETURN n UNION ALL MATCH (n:Merged {id: id}) RETURN n }
MATCH (s:Source {id: $from})
MERGE (n)-[r:LOADED_FROM]->(s)
ON CREATE SET n:Unsettled
