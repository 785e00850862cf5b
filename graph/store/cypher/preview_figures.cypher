// What rules between records ask of some figures: the changes that each reports of a value, and what it was derived from.
UNWIND $given.ids AS id
MATCH (f:TradeFigure {id: id})
RETURN id, f.value IS NOT NULL AND f.reportedYoY IS NOT NULL AS yoy, f.value IS NOT NULL AND f.reportedMoM IS NOT NULL AS mom,
  [(f)-[r:DERIVED_FROM]->(x:TradeFigure) | {figure: x.id, by: r.by}] AS derivedFrom, [(f)<-[:DERIVED_FROM]-(x:TradeFigure) | x.id] AS derived
