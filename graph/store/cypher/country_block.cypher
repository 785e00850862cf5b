// The officials of a country, as they were recorded: within, all those whose namesakes are among these; and further officials of
// the names of those whose country is not known.
CALL () {
  MATCH (:Country {id: $given.country})<-[:OF_COUNTRY]-(n:Official|Merged)
  RETURN n
}
WITH collect(DISTINCT n) AS own
WITH own, [n IN own | n.nameKey] AS keys
CALL (keys) {
  UNWIND keys AS key
  WITH DISTINCT key WHERE key IS NOT NULL
  CALL (key) { MATCH (x:Official {nameKey: key}) RETURN x UNION ALL MATCH (x:Merged {nameKey: key}) RETURN x }
  RETURN collect(x) AS namesakes
}
WITH own, namesakes, [x IN namesakes WHERE NOT EXISTS { (x)-[:OF_COUNTRY]->() }] AS unknown
WITH own, unknown, [x IN namesakes WHERE x.nameKey IN [u IN unknown | u.nameKey]] AS others
RETURN [n IN own + unknown | n.id] AS within, [n IN others | n.id] AS others
