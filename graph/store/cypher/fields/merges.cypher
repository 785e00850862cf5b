COLLECT {
  MATCH ({+x}:Merge {keep: {n}.id})
  RETURN {row} ORDER BY {x}.at, {x}.id LIMIT {$}.first
}
