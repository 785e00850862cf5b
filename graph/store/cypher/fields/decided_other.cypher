COLLECT {
  CALL ({n}) {
    MATCH ({+x}:Event {id: {n}.other}) RETURN {x}
    UNION ALL
    MATCH (:Merged {id: {n}.other})-[:MERGED_INTO]->({x}:Event) RETURN {x}
  }
  RETURN {row} LIMIT 1
}[0]
