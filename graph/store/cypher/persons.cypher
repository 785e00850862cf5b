// What officials are compared by.
MATCH (n:Official)
WHERE n.id > $given.after
WITH n ORDER BY n.id LIMIT $given.limit
RETURN n.id AS id, n.name AS name, [n.nativeName] + coalesce(n.aliases, []) AS names, n.wikidata AS wikidata, n.born AS born, n.died AS died,
  [(n)-[:OF_COUNTRY]->(c:Country) | c.id][0] AS country,
  [(n)-[:HELD]->(t:Tenure)-[:OF_POST]->(p:Post) | [p.id, t.edtf]] AS offices
