COLLECT {
  UNWIND [{n}] + COLLECT { MATCH ({n})<-[:MERGED_INTO]-({+m}:Merged) RETURN {m} ORDER BY {m}.id } AS {+x}
  RETURN {row} LIMIT {$}.first
}
