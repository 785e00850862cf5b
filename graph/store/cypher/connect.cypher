UNWIND $pairs AS pair
MATCH (d:Dyad {did: pair.did})
SET d.tally = pair.tally, d.sums = pair.sums
WITH d, pair
CALL (pair) {
  WITH pair WHERE pair.officials AND pair.w > 0
  MATCH ()-[r:CO]->() WHERE r.did = pair.did
  SET r.w = pair.w
  RETURN count(r) AS known
  UNION ALL
  WITH pair WHERE NOT pair.officials AND pair.w > 0
  MATCH ()-[r:ALONGSIDE]->() WHERE r.did = pair.did
  SET r.w = pair.w
  RETURN count(r) AS known
}
WITH d, pair, sum(known) AS known
CALL (pair, known) {
  WITH pair, known WHERE known = 0 AND pair.w > 0
  MATCH (a:Actor {id: pair.a}), (b:Actor {id: pair.b})
  CALL (a, b, pair) {
    WITH a, b, pair WHERE pair.officials
    CREATE (a)-[:CO {aid: a.pid, did: pair.did, w: pair.w}]->(b), (b)-[:CO {aid: b.pid, did: pair.did, w: pair.w}]->(a)
  }
  CALL (a, b, pair) {
    WITH a, b, pair WHERE NOT pair.officials
    CREATE (a)-[:ALONGSIDE {aid: a.pid, did: pair.did, w: pair.w}]->(b), (b)-[:ALONGSIDE {aid: b.pid, did: pair.did, w: pair.w}]->(a)
  }
}
CALL (d, pair) {
  WITH d, pair WHERE pair.w = 0
  MATCH (a:Actor {id: pair.a})-[old:CO|ALONGSIDE]-(b:Actor {id: pair.b})
  DELETE old
}
CALL (d, pair) { WITH d, pair WHERE pair.w = 0 DELETE d }
