COLLECT {
  CALL ({n}) {
    MATCH ({+x}:Event {id: {n}.event}) RETURN {x}
    UNION ALL
    MATCH (:Merged {id: {n}.event})-[:MERGED_INTO]->({x}:Event) RETURN {x}
  }
  RETURN {row} LIMIT 1
}[0]
