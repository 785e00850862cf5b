MATCH (a:Official {id: $given.from}), (b:Official {id: $given.to})
MATCH p = shortestPath((a)-[:CO*..10]->(b))
RETURN [n IN nodes(p) | n.id] AS actors, [r IN relationships(p) | COLLECT {
  MATCH (x:Event)-[d:OF_DYAD]->()
  WHERE d.did = r.did AND d.sk IS NOT NULL
  RETURN x.id ORDER BY d.did DESC, d.sk DESC LIMIT 1 }[0]] AS events
