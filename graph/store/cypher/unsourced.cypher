MATCH (n:Event|Actor|Place|Post|Tenure|Commodity|TradeSeries|TradeFigure)
WHERE NOT EXISTS { (n)-[:SOURCED_FROM]->(:Source) }
RETURN n.id AS id
