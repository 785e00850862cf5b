UNWIND $given.ids AS id
MATCH (:TradeFigure {id: id})-[r:SOURCED_FROM]->(x:Source)
WITH id, r, x ORDER BY id, r.ord, x.id
WITH id, {cited} AS cited
WITH id, collect(cited) AS cited
RETURN collect([id, cited]) AS rows
