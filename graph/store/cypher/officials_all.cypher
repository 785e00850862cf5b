CALL () {
  MATCH (n:Official)
  WHERE n.name >= $name AND n.id IS NOT NULL AND CASE WHEN n.name = $name THEN n.id > $id ELSE true END // an OR would be two scans
  RETURN n ORDER BY n.name, n.id LIMIT $limit
}
WITH collect(n) AS found
RETURN [
  [n IN found | [[n.name, n.id]{nodes}]],
  [COUNT { (:Official) }, false],
  [],
  false
] AS row
