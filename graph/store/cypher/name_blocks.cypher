// The keys that several have, and those of who was made one with somebody by a rule.
UNWIND $given.keys AS key
CALL (key) {
  CALL (key) { MATCH (n:Official {nameKey: key}) RETURN n UNION ALL MATCH (n:Merged {nameKey: key}) RETURN n }
  WITH n LIMIT $given.limit
  RETURN collect(n.id) AS ids
}
WITH key, ids
WHERE size(ids) >= $given.least OR EXISTS { MATCH (g:Merge {keep: ids[0]}) WHERE g.settled } OR EXISTS { MATCH (g:Merge {merged: ids[0]}) WHERE g.settled }
RETURN key, ids
