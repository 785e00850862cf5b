MATCH (s:TradeSeries)
WHERE s.reporter = $given.reporter AND s.partner = $given.partner AND s.flow = $given.flow
  AND s.commodity IS NOT NULL AND s.frequency IS NOT NULL
MATCH (f:TradeFigure {id: 'figure:' + substring(s.id, 7) + ':' + $given.period})
MATCH (k:Commodity {id: s.commodity})
RETURN collect([k.id, f.id, f.rank, f.value, k.classification + coalesce(k.edition, ''), k.code, s.publisher + '|' + s.valuation + '|' + s.currency]) AS rows
