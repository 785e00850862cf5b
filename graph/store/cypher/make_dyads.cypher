// Pairs that had nothing in common before.
CALL () {
  UNWIND $given.officials AS pair
  MATCH (a:Actor {id: pair.a})
  MATCH (b:Actor {id: pair.b})
  CREATE (:Dyad {did: pair.did, a: pair.a, b: pair.b, tally: pair.tally, sums: pair.sums}),
    (a)-[:CO {aid: a.pid, did: pair.did, w: pair.w}]->(b), (b)-[:CO {aid: b.pid, did: pair.did, w: pair.w}]->(a)
}
CALL () {
  UNWIND $given.others AS pair
  MATCH (a:Actor {id: pair.a})
  MATCH (b:Actor {id: pair.b})
  CREATE (:Dyad {did: pair.did, a: pair.a, b: pair.b, tally: pair.tally, sums: pair.sums}),
    (a)-[:ALONGSIDE {aid: a.pid, did: pair.did, w: pair.w}]->(b), (b)-[:ALONGSIDE {aid: b.pid, did: pair.did, w: pair.w}]->(a)
}
