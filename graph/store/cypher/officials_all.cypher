CALL () {
  MATCH (n:Official)
  WHERE n.name >= $given.name AND n.id IS NOT NULL AND CASE WHEN n.name = $given.name THEN n.id > $given.id ELSE true END // an OR would be two scans
  RETURN n ORDER BY n.name, n.id LIMIT $given.limit
}
WITH collect(n) AS found
RETURN [
  // No list comprehension: in one, Neo4j evaluates a COLLECT inside a COLLECT to an empty list.
  COLLECT { UNWIND found AS n RETURN [[n.name, n.id]{nodes}] },
  [COUNT { (:Official) }, false],
  [],
  false
] AS row
