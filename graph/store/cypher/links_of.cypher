UNWIND $ids AS id
MATCH (:Event {id: id})-[r:LED_TO]->(x:Event)
RETURN id AS from, x.id AS to, r.basis AS basis, r.confidence AS confidence, r.sources AS sources, r.quotes AS quotes
