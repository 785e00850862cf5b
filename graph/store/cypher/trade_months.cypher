MATCH (k:Commodity {code: $given.commodity})
WHERE k.classification IS NOT NULL
MATCH (s:TradeSeries {reporter: $given.reporter, partner: $given.partner, flow: $given.flow, commodity: k.id, frequency: 'MONTHLY'})
WITH s ORDER BY s.id
RETURN collect([s.id, s.publisher, s.valuation, s.currency, COLLECT {
  MATCH (s)<-[:IN_SERIES]-(f:TradeFigure)
  WHERE f.start >= $given.from AND f.start <= $given.to
  RETURN [f.id, f.period] ORDER BY f.start
}]) AS rows
