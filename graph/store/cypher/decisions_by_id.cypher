RETURN COLLECT {
  UNWIND range(0, size($given.ids) - 1) AS i
  MATCH (n:Decision {id: $given.ids[i]})
  RETURN {row} ORDER BY i
} AS row
