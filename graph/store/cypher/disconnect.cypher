// Pairs that share no event any more.
UNWIND $given.pairs AS did
MATCH (d:Dyad {did: did})
CALL (d) {
  MATCH (a:Actor {id: d.a})-[old:CO|ALONGSIDE]-(b:Actor {id: d.b})
  DELETE old
}
DELETE d
