// Ids in their order, between $given.after and $given.end. What no record cites is left out of the sources that are imported files: it
// says only what was imported here.
CALL () {
  MATCH (n:Event) WHERE n.id > $given.after AND n.id < $given.end RETURN n.id AS id ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:Actor) WHERE n.id > $given.after AND n.id < $given.end RETURN n.id AS id ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:Merged) WHERE n.id > $given.after AND n.id < $given.end RETURN n.id AS id ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:Retracted) WHERE n.id > $given.after AND n.id < $given.end RETURN n.id AS id ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:Merge) WHERE n.id > $given.after AND n.id < $given.end RETURN n.id AS id ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:Revision) WHERE n.id > $given.after AND n.id < $given.end RETURN n.id AS id ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:Decision) WHERE n.id > $given.after AND n.id < $given.end RETURN n.id AS id ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:Retraction) WHERE n.id > $given.after AND n.id < $given.end RETURN n.id AS id ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:Aggregate) WHERE n.id > $given.after AND n.id < $given.end RETURN n.id AS id ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:Tenure) WHERE n.id > $given.after AND n.id < $given.end RETURN n.id AS id ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:Post) WHERE n.id > $given.after AND n.id < $given.end RETURN n.id AS id ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:Place) WHERE n.id > $given.after AND n.id < $given.end RETURN n.id AS id ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:Commodity) WHERE n.id > $given.after AND n.id < $given.end RETURN n.id AS id ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:TradeSeries) WHERE n.id > $given.after AND n.id < $given.end RETURN n.id AS id ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:TradeFigure) WHERE n.id > $given.after AND n.id < $given.end RETURN n.id AS id ORDER BY n.id LIMIT $given.limit
  UNION ALL
  MATCH (n:Source) WHERE n.id > $given.after AND n.id < $given.end
    AND (n.sha256 IS NULL OR EXISTS { (n)<-[:SOURCED_FROM]-() } OR EXISTS { (x)-[l:LED_TO]->(y) WHERE n.id IN l.sources })
  RETURN n.id AS id ORDER BY n.id LIMIT $given.limit
}
RETURN id
