// Figures, of some, that are derived from themselves by way of others.
UNWIND $given.ids AS id
MATCH (f:TradeFigure {id: id})-[:DERIVED_FROM]->(g:TradeFigure)
WHERE f <> g AND EXISTS { (g)-[:DERIVED_FROM]->(:TradeFigure) }
MATCH p = shortestPath((g)-[:DERIVED_FROM*]->(f))
WHERE all(n IN nodes(p) WHERE n:TradeFigure AND NOT n.id IN $given.without)
RETURN DISTINCT f.id AS record, g.id AS other, null AS is, null AS than
