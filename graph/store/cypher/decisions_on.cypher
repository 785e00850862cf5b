// The ids of what was decided of an event: of its id, and of the other records that the event shows.
CALL () {
  MATCH (n:Event {id: $given.id}) RETURN n
  UNION ALL MATCH (:Merged {id: $given.id})-[:MERGED_INTO]->(n:Event) RETURN n
}
RETURN COLLECT {
  UNWIND [n.id] + [(n)<-[:MERGED_INTO]-(m:Merged) | m.id] AS id
  CALL (id) {
    MATCH (d:Decision {event: id}) RETURN d
    UNION
    MATCH (d:Decision {other: id}) RETURN d
  }
  WITH DISTINCT d
  WHERE $given.undone OR d.undoneAt IS NULL
  RETURN d.id ORDER BY d.at, d.id LIMIT $given.first
} AS ids
