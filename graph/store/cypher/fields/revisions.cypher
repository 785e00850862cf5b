COLLECT {
  MATCH ({+x}:Revision {of: {n}.id})
  RETURN {row} ORDER BY {x}.number DESC LIMIT {$}.first
}
