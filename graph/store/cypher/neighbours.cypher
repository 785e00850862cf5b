UNWIND $given.ids AS id
MATCH (n:Actor {id: id})
CALL (n) {
  MATCH ()-[c:CO]->(a:Actor) WHERE c.aid = n.pid AND c.w > 0
  RETURN a, c.w AS w ORDER BY c.aid DESC, c.w DESC, a.id LIMIT $given.most
  UNION ALL
  MATCH ()-[c:ALONGSIDE]->(a:Actor) WHERE c.aid = n.pid AND c.w > 0
  RETURN a, c.w AS w ORDER BY c.aid DESC, c.w DESC, a.id LIMIT $given.most
}
WITH a, sum(w) AS w, max(COUNT { (n)-[:CO]->() } + COUNT { (n)-[:ALONGSIDE]->() }) AS degree
WHERE NOT a.id IN $given.known
WITH a.id AS id, w, degree ORDER BY w DESC, id
WITH collect(id) AS found, max(degree) AS degree
// Around one actor all are counted, else those that were looked at.
RETURN found[0..$given.room] AS ids, CASE size($given.known) WHEN 1 THEN coalesce(degree, 0) ELSE size(found) END AS all
