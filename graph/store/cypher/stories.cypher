// Of records of events, by their ids: the event that shows each, what it was made of, and what lies within it.
UNWIND $given.ids AS id
CALL (id) {
  MATCH (n:Event {id: id}) RETURN n
  UNION ALL
  MATCH (:Merged {id: id})-[:MERGED_INTO]->(n:Event) RETURN n
}
RETURN DISTINCT n.id AS id, n.digest AS digest, n.told AS told, n.record IS NOT NULL AS several,
  COLLECT { MATCH (n)<-[:MERGED_INTO]-(m:Merged) RETURN m.id ORDER BY m.id } AS merged,
  COLLECT { MATCH (n)<-[:PART_OF]-(p:Event) RETURN p.id } AS parts
