UNWIND $given.pairs AS did
MATCH (d:Dyad {did: did})
RETURN did, [(d)<-[:OF_DYAD]-(x:Event) | [x.kind, x.edtf]] AS events
