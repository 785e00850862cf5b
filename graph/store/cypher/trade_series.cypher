RETURN COLLECT {
  MATCH (k:Commodity {code: $commodity})
  WHERE k.classification IS NOT NULL AND ($classification IS NULL OR k.classification = $classification)
  MATCH (n:TradeSeries {reporter: $reporter, partner: $partner, flow: $flow, commodity: k.id, frequency: $frequency})
  WHERE ($valuation IS NULL OR n.valuation = $valuation) AND ($publisher IS NULL OR n.publisher = $publisher)
  RETURN {row} ORDER BY n.id LIMIT 500
} AS row
