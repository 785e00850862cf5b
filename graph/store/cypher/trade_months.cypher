MATCH (k:Commodity {code: $commodity})
WHERE k.classification IS NOT NULL
MATCH (s:TradeSeries {reporter: $reporter, partner: $partner, flow: $flow, commodity: k.id, frequency: 'MONTHLY'})
WITH s ORDER BY s.id
RETURN collect([s.id, s.publisher, s.valuation, s.currency, COLLECT {
  MATCH (s)<-[:IN_SERIES]-(f:TradeFigure)
  WHERE f.start >= $from AND f.start <= $to
  RETURN [f.id, f.period] ORDER BY f.start
}]) AS rows
