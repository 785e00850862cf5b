CASE WHEN {n}.monthAgo IS NULL THEN null ELSE COLLECT {
  OPTIONAL MATCH ({+b}:TradeFigure {id: {n}.monthAgo})
  RETURN [{n}.value, {n}.quantum, {b}.value, {b}.quantum,
    EXISTS { ({b})-[{+r}:DERIVED_FROM]->({n}) WHERE {r}.by = 'MOM' }, {n}.reportedMoM, {n}.reportedMoMQuantum]
}[0] END
