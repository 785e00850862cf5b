// What pairs had in common so far.
UNWIND $given.dids AS did
MATCH (d:Dyad {did: did})
RETURN did, d.tally AS tally
