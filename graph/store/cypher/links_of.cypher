// Of what was retracted too: who exports some events leaves it out.
UNWIND $given.ids AS id
CALL (id) { MATCH (n:Event {id: id}) RETURN n UNION ALL MATCH (n:Retracted {id: id}) RETURN n }
MATCH (n)-[r:LED_TO]->(x)
RETURN id AS from, x.id AS to, r.basis AS basis, r.confidence AS confidence, r.sources AS sources, r.quotes AS quotes
