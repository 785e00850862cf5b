MATCH (a:Official {id: $from})-[r:HELD]->(t)
WITH a, r, t, coalesce(r.as, a.id) AS recorded
WHERE recorded IN $ids
MATCH (b:Official {id: $to})
CREATE (b)-[:HELD {as: nullIf(recorded, b.id)}]->(t)
DELETE r
