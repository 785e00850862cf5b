MATCH (n:Event|Actor|Aggregate|Place|Post|Tenure|Commodity|TradeSeries|TradeFigure)
WHERE NOT EXISTS { (n)-[:SOURCED_FROM]->(:Source) }
RETURN n.id AS id
