// Resolves two ids: each is an official, a merged official with the one that it was merged into in the end, or unknown.
UNWIND $given.ids AS id
OPTIONAL MATCH (n:Official {id: id})
OPTIONAL MATCH (m:Merged {id: id})
WITH id, n, m, coalesce(n, m) AS x
RETURN id, n IS NOT NULL AS official, m IS NOT NULL AS merged,
  COLLECT { MATCH (m)-[:MERGED_INTO*]->(k:Official) RETURN k.id }[0] AS into,
  [id] + COLLECT { MATCH (x)<-[:MERGED_INTO*]-(d:Merged) RETURN d.id ORDER BY d.id } AS ids
