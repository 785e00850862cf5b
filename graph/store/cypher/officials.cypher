CALL () {
  WITH $given.a0 AS a WHERE a.text IS NULL AND a.post IS NULL AND a.country IS NULL // of those in office then
  MATCH (n:Official)
  RETURN n
  UNION
  UNWIND $given.indexes AS i // none, where no words are asked for
  CALL db.index.fulltext.queryNodes(i, $given.words, {limit: $given.budget}) YIELD node AS n
  RETURN n
  UNION
  WITH $given.a0 AS a WHERE a.text IS NULL AND a.post IS NOT NULL
  MATCH (n:Official)-[:HELD]->(:Tenure)-[:OF_POST]->(:Post {id: $given.a0.post})
  RETURN n
  UNION
  WITH $given.a0 AS a WHERE a.text IS NULL AND a.post IS NULL AND a.country IS NOT NULL
  MATCH (c:Country {id: $given.country})
  CALL (c) {
    MATCH (c)<-[:OF_COUNTRY]-(n:Official) RETURN n
    UNION
    MATCH (c)<-[:OF_COUNTRY]-(:Organization)<-[:AT]-(:Post)<-[:OF_POST]-(:Tenure)<-[:HELD]-(n:Official) RETURN n
  }
  RETURN n
}
WITH DISTINCT n
WHERE ($given.a0.country IS NULL OR EXISTS { (n)-[:OF_COUNTRY]->(:Country {id: $given.country}) }
    OR EXISTS {
      MATCH (n)-[:HELD]->(t:Tenure)-[:OF_POST]->(:Post)-[:AT]->(:Organization)-[:OF_COUNTRY]->(:Country {id: $given.country})
      WHERE $given.a0.asOf IS NULL OR (t.earliest IS NULL OR $given.a0.asOf.to IS NULL OR t.earliest <= $given.a0.asOf.to)
        AND (t.latest IS NULL OR $given.a0.asOf.from IS NULL OR t.latest >= $given.a0.asOf.from) })
  AND ($given.a0.post IS NULL AND $given.a0.asOf IS NULL OR EXISTS {
    MATCH (n)-[:HELD]->(t:Tenure)-[:OF_POST]->(p:Post)
    WHERE ($given.a0.post IS NULL OR p.id = $given.a0.post)
      AND ($given.a0.asOf IS NULL OR (t.earliest IS NULL OR $given.a0.asOf.to IS NULL OR t.earliest <= $given.a0.asOf.to)
        AND (t.latest IS NULL OR $given.a0.asOf.from IS NULL OR t.latest >= $given.a0.asOf.from)) })
WITH n ORDER BY n.name, n.id
WITH collect(n) AS found
RETURN [
  // No list comprehension: in one, Neo4j evaluates a COLLECT inside a COLLECT to an empty list.
  COLLECT { UNWIND [m IN found WHERE m.name > $given.name OR m.name = $given.name AND m.id > $given.id][0..$given.limit] AS n RETURN [[n.name, n.id]{nodes}] },
  [size(found), false],
  CASE WHEN $given.a0.post IS NULL OR EXISTS { (:Post {id: $given.a0.post}) } THEN [] ELSE [$given.a0.post] END,
  // The index may have ended at so many.
  any(i IN $given.indexes WHERE COUNT { CALL db.index.fulltext.queryNodes(i, $given.words, {limit: $given.budget}) YIELD score RETURN score } >= $given.budget)
] AS row
