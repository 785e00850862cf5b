COLLECT {
  MATCH ({up})-[{+r}:SOURCED_FROM]->({+x}:Source)
  WHERE {r}.of IS NULL OR {n}.id IN {r}.of
  RETURN {row} ORDER BY {r}.ord, {x}.id LIMIT {$}.first
}
