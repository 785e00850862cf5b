// Derivations, of some figures and from them, by a change that the figure does not report.
UNWIND $given.ids AS id
MATCH (n:TradeFigure {id: id})
CALL (n) {
  MATCH (n)-[r:DERIVED_FROM]->(:TradeFigure) RETURN r
  UNION
  MATCH (n)<-[r:DERIVED_FROM]-(:TradeFigure) RETURN r
}
WITH DISTINCT startNode(r) AS f, endNode(r) AS g, r.by AS by
WHERE g.value IS NULL OR by = 'YOY' AND g.reportedYoY IS NULL OR by = 'MOM' AND g.reportedMoM IS NULL
RETURN f.id AS record, g.id AS other, by AS is, null AS than
