// What was decided of an event: of its id, and of the other records that the event shows.
CALL () {
  MATCH (n:Event {id: $given.id}) RETURN n
  UNION ALL MATCH (:Merged {id: $given.id})-[:MERGED_INTO]->(n:Event) RETURN n
}
RETURN {decisions} AS row
