COLLECT {
  MATCH ({n})<-[{+p}:PARTICIPATED_IN]-({+a}:Actor)
  WHERE ({$}.via IS NULL OR {p}.via = {$}.via) AND ({$}.roles IS NULL OR any({+z} IN {p}.roles WHERE {z} IN {$}.roles))
  RETURN {row} ORDER BY {p}.ord, {a}.id LIMIT {$}.first
}
