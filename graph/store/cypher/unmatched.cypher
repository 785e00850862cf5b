// The officials whose names have to be compared, and the countries in which that may change something.
MATCH (n:Unmatched)
WITH n LIMIT $given.limit
CALL (n) {
  MATCH (n)-[:OF_COUNTRY]->(c:Country) RETURN c.id AS country
  UNION
  CALL (n) {
    MATCH (o:Official {nameKey: n.nameKey}) RETURN o
    UNION ALL
    MATCH (o:Merged {nameKey: n.nameKey}) RETURN o
  }
  MATCH (o)-[:OF_COUNTRY]->(c:Country)
  WHERE EXISTS {
    CALL (n) { MATCH (x:Official {nameKey: n.nameKey}) RETURN x UNION ALL MATCH (x:Merged {nameKey: n.nameKey}) RETURN x }
    WITH x WHERE NOT EXISTS { (x)-[:OF_COUNTRY]->() }
    RETURN 1
  }
  RETURN c.id AS country
}
RETURN n.id AS id, n.nameKey AS key, collect(DISTINCT country) AS countries
