// What rules between records ask of some events.
UNWIND $given.ids AS id
MATCH (e:Event {id: id})
RETURN id, e.edtf AS date, [(e)-[:PART_OF]->(x:Event) | x.id][0] AS whole, [(e)<-[:PART_OF]-(x:Event) | x.id] AS parts,
  [(e)-[:LED_TO]->(x:Event) | x.id] AS consequences, [(e)<-[:LED_TO]-(x:Event) | x.id] AS causes
