RETURN COLLECT {
  UNWIND $given.ids AS id
  MATCH (:Merged {id: id})-[:MERGED_INTO*]->(k:Official|Event)
  RETURN [id, k.id]
} AS rows
