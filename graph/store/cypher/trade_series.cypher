RETURN COLLECT {
  MATCH (k:Commodity {code: $given.commodity})
  WHERE k.classification IS NOT NULL AND ($given.classification IS NULL OR k.classification = $given.classification)
  MATCH (n:TradeSeries {reporter: $given.reporter, partner: $given.partner, flow: $given.flow, commodity: k.id, frequency: $given.frequency})
  WHERE ($given.valuation IS NULL OR n.valuation = $given.valuation) AND ($given.publisher IS NULL OR n.publisher = $given.publisher)
  RETURN {row} ORDER BY n.id LIMIT 500
} AS row
