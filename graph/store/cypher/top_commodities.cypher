MATCH (s:TradeSeries)
WHERE s.reporter = $reporter AND s.partner = $partner AND s.flow = $flow
  AND s.commodity IS NOT NULL AND s.frequency IS NOT NULL
MATCH (f:TradeFigure {id: 'figure:' + substring(s.id, 7) + ':' + $period})
MATCH (k:Commodity {id: s.commodity})
RETURN collect([k.id, f.id, f.rank, f.value, k.classification + coalesce(k.edition, ''), k.code, s.publisher + '|' + s.valuation + '|' + s.currency]) AS rows
