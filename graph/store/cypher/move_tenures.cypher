MATCH (a:Official {id: $given.from})-[r:HELD]->(t)
WITH a, r, t, coalesce(r.as, a.id) AS recorded
WHERE recorded IN $given.ids
MATCH (b:Official {id: $given.to})
CREATE (b)-[:HELD {as: nullIf(recorded, b.id)}]->(t)
DELETE r
