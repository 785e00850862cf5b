UNWIND $given.ids AS id
MATCH (a:Actor {id: id})-[c:CO|ALONGSIDE]->(b:Actor)
WHERE c.w > 0
WITH a, b LIMIT $given.most
RETURN a.id AS id, collect([b.id]) AS rows
