// What pairs have in common now.
CALL () {
  UNWIND $given.officials AS pair
  MATCH (d:Dyad {did: pair.did})
  SET d.tally = pair.tally, d.sums = pair.sums
  WITH pair
  MATCH ()-[r:CO]->() WHERE r.did = pair.did
  SET r.w = pair.w
}
CALL () {
  UNWIND $given.others AS pair
  MATCH (d:Dyad {did: pair.did})
  SET d.tally = pair.tally, d.sums = pair.sums
  WITH pair
  MATCH ()-[r:ALONGSIDE]->() WHERE r.did = pair.did
  SET r.w = pair.w
}
