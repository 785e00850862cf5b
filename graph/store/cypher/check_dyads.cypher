MATCH (d:Dyad)
WHERE d.did > $given.after
WITH d ORDER BY d.did LIMIT $given.limit
RETURN d.did AS did, d.a AS a, d.b AS b, d.tally AS tally, d.sums AS sums, [(d)<-[:OF_DYAD]-(x:Event) | [x.kind, x.edtf]] AS events, COLLECT {
  MATCH (x:Actor {id: d.a}), (y:Actor {id: d.b})
  MATCH (x)-[r:CO|ALONGSIDE]-(y)
  RETURN {from: startNode(r).id, type: type(r), aid: r.aid, did: r.did, w: r.w}
} AS edges
