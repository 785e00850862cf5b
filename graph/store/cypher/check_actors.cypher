MATCH (a:Actor)
WHERE a.id > $after
WITH a ORDER BY a.id LIMIT $limit
RETURN a.id AS id, a.pid AS pid,
  [(a)-[r:CO|ALONGSIDE]->(b:Actor) WHERE NOT EXISTS { (d:Dyad {did: r.did}) WHERE a.id IN [d.a, d.b] AND b.id IN [d.a, d.b] } | b.id] AS stray
