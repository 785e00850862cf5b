UNWIND $ids AS id
MATCH (e:Event {id: id})
CALL (e) {
  MATCH (e)-[r:LED_TO]->(:Event) RETURN r
  UNION
  MATCH (e)<-[r:LED_TO]-(:Event) RETURN r
}
WITH startNode(r) AS a, endNode(r) AS b
WHERE a.earliest > b.latest
RETURN DISTINCT a.id AS from, b.id AS to, a.edtf AS later, b.edtf AS earlier LIMIT 20
