UNWIND $given.ids AS id
CALL (id) { MATCH (n:Official {id: id}) RETURN n UNION ALL MATCH (n:Merged {id: id}) RETURN n }
REMOVE n:Unmatched
