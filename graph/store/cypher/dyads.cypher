// What pairs had in common so far.
UNWIND $dids AS did
MATCH (d:Dyad {did: did})
RETURN did, d.tally AS tally
