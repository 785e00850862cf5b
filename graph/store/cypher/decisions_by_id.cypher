RETURN COLLECT {
  UNWIND $given.ids AS id
  MATCH (n:Decision {id: id})
  RETURN [id, {row}]
} AS rows
