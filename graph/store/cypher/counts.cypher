MATCH (n:Source) RETURN 'sources' AS kind, count(n) AS n
UNION ALL MATCH (n:Country) RETURN 'countries' AS kind, count(n) AS n
UNION ALL MATCH (n:Aggregate) RETURN 'aggregates' AS kind, count(n) AS n
UNION ALL MATCH (n:Place) RETURN 'places' AS kind, count(n) AS n
UNION ALL MATCH (n:Organization) RETURN 'organizations' AS kind, count(n) AS n
UNION ALL MATCH (n:Post) RETURN 'posts' AS kind, count(n) AS n
UNION ALL MATCH (n:Official) RETURN 'officials' AS kind, count(n) AS n
UNION ALL MATCH (n:Tenure) RETURN 'tenures' AS kind, count(n) AS n
UNION ALL MATCH (n:Commodity) RETURN 'commodities' AS kind, count(n) AS n
UNION ALL MATCH (n:TradeSeries) RETURN 'series' AS kind, count(n) AS n
UNION ALL MATCH (n:TradeFigure) RETURN 'figures' AS kind, count(n) AS n
UNION ALL MATCH (n:Event) RETURN 'events' AS kind, count(n) AS n
