// Links from some events by which an event leads to itself. At least one of each circle does not lead to a later day.
UNWIND $given.ids AS id
MATCH (a:Event {id: id})-[:LED_TO]->(b:Event)
WHERE a <> b AND EXISTS { (b)-[:LED_TO]->(:Event) } AND NOT ($given.later AND a.latest < b.earliest)
MATCH p = shortestPath((b)-[:LED_TO*]->(a))
WHERE all(n IN nodes(p) WHERE n:Event AND NOT n.id IN $given.without)
RETURN DISTINCT a.id AS record, b.id AS other, null AS is, null AS than
