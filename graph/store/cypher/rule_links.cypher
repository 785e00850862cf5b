// Links of some events that run against time.
UNWIND $given.ids AS id
MATCH (e:Event {id: id})
CALL (e) {
  MATCH (e)-[r:LED_TO]->(:Event) RETURN r
  UNION
  MATCH (e)<-[r:LED_TO]-(:Event) RETURN r
}
WITH DISTINCT startNode(r) AS a, endNode(r) AS b
WHERE a.earliest > b.latest
RETURN a.id AS record, b.id AS other, a.edtf AS is, b.edtf AS than
