UNWIND $pairs AS pair
MERGE (d:Dyad {did: pair.did})
ON CREATE SET d.a = pair.a, d.b = pair.b
RETURN d.did AS did, d.tally AS tally
