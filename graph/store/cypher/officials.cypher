CALL () {
  WITH $a0 AS a WHERE a.text IS NULL AND a.post IS NULL AND a.country IS NULL // of those in office then
  MATCH (n:Official)
  RETURN n
  UNION
  UNWIND $indexes AS i // none, where no words are asked for
  CALL db.index.fulltext.queryNodes(i, $words, {limit: $budget}) YIELD node AS n
  RETURN n
  UNION
  WITH $a0 AS a WHERE a.text IS NULL AND a.post IS NOT NULL
  MATCH (n:Official)-[:HELD]->(:Tenure)-[:OF_POST]->(:Post {id: $a0.post})
  RETURN n
  UNION
  WITH $a0 AS a WHERE a.text IS NULL AND a.post IS NULL AND a.country IS NOT NULL
  MATCH (c:Country {id: $country})
  CALL (c) {
    MATCH (c)<-[:OF_COUNTRY]-(n:Official) RETURN n
    UNION
    MATCH (c)<-[:OF_COUNTRY]-(:Organization)<-[:AT]-(:Post)<-[:OF_POST]-(:Tenure)<-[:HELD]-(n:Official) RETURN n
  }
  RETURN n
}
WITH DISTINCT n
WHERE ($a0.country IS NULL OR EXISTS { (n)-[:OF_COUNTRY]->(:Country {id: $country}) }
    OR EXISTS {
      MATCH (n)-[:HELD]->(t:Tenure)-[:OF_POST]->(:Post)-[:AT]->(:Organization)-[:OF_COUNTRY]->(:Country {id: $country})
      WHERE $a0.asOf IS NULL OR (t.earliest IS NULL OR $a0.asOf.to IS NULL OR t.earliest <= $a0.asOf.to)
        AND (t.latest IS NULL OR $a0.asOf.from IS NULL OR t.latest >= $a0.asOf.from) })
  AND ($a0.post IS NULL AND $a0.asOf IS NULL OR EXISTS {
    MATCH (n)-[:HELD]->(t:Tenure)-[:OF_POST]->(p:Post)
    WHERE ($a0.post IS NULL OR p.id = $a0.post)
      AND ($a0.asOf IS NULL OR (t.earliest IS NULL OR $a0.asOf.to IS NULL OR t.earliest <= $a0.asOf.to)
        AND (t.latest IS NULL OR $a0.asOf.from IS NULL OR t.latest >= $a0.asOf.from)) })
WITH n ORDER BY n.name, n.id
WITH collect(n) AS found
RETURN [
  // No list comprehension: in one, Neo4j evaluates a COLLECT inside a COLLECT to an empty list.
  COLLECT { UNWIND [m IN found WHERE m.name > $name OR m.name = $name AND m.id > $id][0..$limit] AS n RETURN [[n.name, n.id]{nodes}] },
  [size(found), false],
  CASE WHEN $a0.post IS NULL OR EXISTS { (:Post {id: $a0.post}) } THEN [] ELSE [$a0.post] END,
  // The index may have ended at so many.
  any(i IN $indexes WHERE COUNT { CALL db.index.fulltext.queryNodes(i, $words, {limit: $budget}) YIELD score RETURN score } >= $budget)
] AS row
