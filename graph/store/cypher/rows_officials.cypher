UNWIND $given.ids AS id
MATCH (n:Official {id: id})
RETURN id AS of, [] AS ord, id, n.name AS name, n.nativeName AS native_name, coalesce(n.aliases, []) AS aliases, n.wikidata AS wikidata,
  n.born AS born, n.died AS died, [(n)-[:OF_COUNTRY]->(x:Country) | x.iso3][0] AS country,
  COLLECT { MATCH (n)-[r:SOURCED_FROM]->(x) RETURN x.id ORDER BY r.ord } AS sources
