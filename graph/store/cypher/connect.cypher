UNWIND $pairs AS pair
MATCH (d:Dyad {did: pair.did}), (a:Actor {id: d.a}), (b:Actor {id: d.b})
WITH d, a, b, COUNT { (d)<-[:OF_DYAD]-() } AS w
CALL (d, a, b) { MATCH (a)-[old:CO|ALONGSIDE]-(b) DELETE old }
CALL (d, a, b, w) {
  WITH d, a, b, w WHERE w > 0 AND a:Official AND b:Official
  CREATE (a)-[:CO {aid: a.pid, did: d.did, w: w}]->(b), (b)-[:CO {aid: b.pid, did: d.did, w: w}]->(a)
}
CALL (d, a, b, w) {
  WITH d, a, b, w WHERE w > 0 AND NOT (a:Official AND b:Official)
  CREATE (a)-[:ALONGSIDE {aid: a.pid, did: d.did, w: w}]->(b), (b)-[:ALONGSIDE {aid: b.pid, did: d.did, w: w}]->(a)
}
CALL (d, w) { WITH d, w WHERE w = 0 DELETE d }
