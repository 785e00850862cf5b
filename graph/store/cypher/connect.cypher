UNWIND $pairs AS pair
MATCH (d:Dyad {did: pair.did})
// Only a pair that was connected has a tally.
WITH d, pair, d.tally IS NULL AS new
SET d.tally = pair.tally, d.sums = pair.sums
WITH pair, new
CALL (pair, new) {
  WITH pair WHERE NOT new AND pair.officials
  MATCH ()-[r:CO]->() WHERE r.did = pair.did
  SET r.w = pair.w
}
CALL (pair, new) {
  WITH pair WHERE NOT new AND NOT pair.officials
  MATCH ()-[r:ALONGSIDE]->() WHERE r.did = pair.did
  SET r.w = pair.w
}
WITH pair WHERE new
MATCH (a:Actor {id: pair.a}), (b:Actor {id: pair.b})
CALL (a, b, pair) {
  WITH pair WHERE pair.officials
  CREATE (a)-[:CO {aid: a.pid, did: pair.did, w: pair.w}]->(b), (b)-[:CO {aid: b.pid, did: pair.did, w: pair.w}]->(a)
}
CALL (a, b, pair) {
  WITH pair WHERE NOT pair.officials
  CREATE (a)-[:ALONGSIDE {aid: a.pid, did: pair.did, w: pair.w}]->(b), (b)-[:ALONGSIDE {aid: b.pid, did: pair.did, w: pair.w}]->(a)
}
