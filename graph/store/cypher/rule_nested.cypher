// By which of the changed events some became parts of themselves, or of too many in a row.
UNWIND $given.ids AS id
MATCH (:Event {id: id})-[:PART_OF*0..21]->(e:Event)
WHERE e.id IN $given.changed AND EXISTS { (e)-[:PART_OF]->(:Event) }
RETURN DISTINCT e.id AS id
