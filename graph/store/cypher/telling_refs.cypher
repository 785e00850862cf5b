// What records refer to: officials, each with who is kept and the country; places; and sources that are files.
UNWIND $given.ids AS id
CALL (id) {
  CALL (id) { MATCH (n:Official {id: id}) RETURN n UNION ALL MATCH (n:Merged {id: id}) RETURN n }
  RETURN COLLECT { MATCH (n)-[:MERGED_INTO*0..]->(k:Official) RETURN k.id }[0] AS kept, null AS name, [(n)-[:OF_COUNTRY]->(c) | c.id][0] AS country
  UNION ALL
  MATCH (p:Place {id: id}) RETURN p.id AS kept, p.name AS name, [(p)-[:IN_COUNTRY]->(c) | c.id][0] AS country
  UNION ALL
  MATCH (s:Source {id: id}) WHERE s.sha256 IS NOT NULL RETURN s.id AS kept, null AS name, null AS country
}
RETURN id, kept, name, country
