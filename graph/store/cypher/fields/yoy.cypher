COLLECT {
  OPTIONAL MATCH ({+b}:TradeFigure {id: {n}.yearAgo})
  RETURN [{n}.value, {n}.quantum, {b}.value, {b}.quantum,
    EXISTS { ({b})-[{+r}:DERIVED_FROM]->({n}) WHERE {r}.by = 'YOY' }, {n}.reportedYoY, {n}.reportedYoYQuantum]
}[0]
