COLLECT {
  UNWIND [{n}.id] + [({n})<-[:MERGED_INTO]-({+m}:Merged) | {m}.id] AS {+id}
  CALL ({id}) {
    MATCH ({+d}:Decision {event: {id}}) RETURN {d}
    UNION
    MATCH ({d}:Decision {other: {id}}) RETURN {d}
  }
  WITH DISTINCT {d} AS {+x}
  WHERE {$}.includeUndone OR {x}.undoneAt IS NULL
  RETURN {row} ORDER BY {x}.at, {x}.id LIMIT {$}.first
}
