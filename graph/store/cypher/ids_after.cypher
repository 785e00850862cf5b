// Ids in their order, between $after and $end. What no record cites is left out of the sources that are imported files: it
// says only what was imported here.
CALL () {
  MATCH (n:Event) WHERE n.id > $after AND n.id < $end RETURN n.id AS id ORDER BY n.id LIMIT $limit
  UNION ALL MATCH (n:Actor) WHERE n.id > $after AND n.id < $end RETURN n.id AS id ORDER BY n.id LIMIT $limit
  UNION ALL MATCH (n:Merged) WHERE n.id > $after AND n.id < $end RETURN n.id AS id ORDER BY n.id LIMIT $limit
  UNION ALL MATCH (n:Retracted) WHERE n.id > $after AND n.id < $end RETURN n.id AS id ORDER BY n.id LIMIT $limit
  UNION ALL MATCH (n:Merge) WHERE n.id > $after AND n.id < $end RETURN n.id AS id ORDER BY n.id LIMIT $limit
  UNION ALL MATCH (n:Revision) WHERE n.id > $after AND n.id < $end RETURN n.id AS id ORDER BY n.id LIMIT $limit
  UNION ALL MATCH (n:Retraction) WHERE n.id > $after AND n.id < $end RETURN n.id AS id ORDER BY n.id LIMIT $limit
  UNION ALL MATCH (n:Aggregate) WHERE n.id > $after AND n.id < $end RETURN n.id AS id ORDER BY n.id LIMIT $limit
  UNION ALL MATCH (n:Tenure) WHERE n.id > $after AND n.id < $end RETURN n.id AS id ORDER BY n.id LIMIT $limit
  UNION ALL MATCH (n:Post) WHERE n.id > $after AND n.id < $end RETURN n.id AS id ORDER BY n.id LIMIT $limit
  UNION ALL MATCH (n:Place) WHERE n.id > $after AND n.id < $end RETURN n.id AS id ORDER BY n.id LIMIT $limit
  UNION ALL MATCH (n:Commodity) WHERE n.id > $after AND n.id < $end RETURN n.id AS id ORDER BY n.id LIMIT $limit
  UNION ALL MATCH (n:TradeSeries) WHERE n.id > $after AND n.id < $end RETURN n.id AS id ORDER BY n.id LIMIT $limit
  UNION ALL MATCH (n:TradeFigure) WHERE n.id > $after AND n.id < $end RETURN n.id AS id ORDER BY n.id LIMIT $limit
  UNION ALL
  MATCH (n:Source) WHERE n.id > $after AND n.id < $end
    AND (n.sha256 IS NULL OR EXISTS { (n)<-[:SOURCED_FROM]-() } OR EXISTS { (x)-[l:LED_TO]->(y) WHERE n.id IN l.sources })
  RETURN n.id AS id ORDER BY n.id LIMIT $limit
}
RETURN id
