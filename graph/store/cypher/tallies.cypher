UNWIND $pairs AS did
MATCH (d:Dyad {did: did})
RETURN did, d.tally AS tally
