UNWIND $given.ids AS id
MATCH (n:TradeFigure {id: id})-[:IN_SERIES]->(s:TradeSeries)-[:OF_COMMODITY]->(c:Commodity)
RETURN id AS of, [] AS ord, id, s.id AS series, split(s.reporter, ':')[1] AS reporter, split(s.partner, ':')[1] AS partner, s.flow AS flow,
  c.code AS commodity, c.classification AS classification, c.edition AS edition, c.description AS commodity_description,
  s.frequency AS frequency, s.valuation AS valuation, s.currency AS currency, s.publisher AS publisher,
  n.period AS period, n.start AS start, n.value AS value, n.quantum AS quantum, n.quantity AS quantity, n.unit AS unit,
  n.reportedYoY AS reported_yoy, n.reportedYoYQuantum AS reported_yoy_quantum,
  n.reportedMoM AS reported_mom, n.reportedMoMQuantum AS reported_mom_quantum, n.basis AS basis, n.rank AS rank,
  COLLECT { MATCH (n)-[:DERIVED_FROM]->(x:TradeFigure) RETURN x.id ORDER BY x.id } AS derived_from,
  COLLECT { MATCH (n)-[r:SOURCED_FROM]->(x) RETURN x.id ORDER BY r.ord } AS sources
