// The event that one is a part of.
RETURN [(:Event {id: $given.id})-[:PART_OF]->(w:Event) | w.id][0] AS whole
