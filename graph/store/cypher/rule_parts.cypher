// Parts that do not lie within the bounds of their whole, among some events and those around and within them.
UNWIND $given.ids AS id
MATCH (e:Event {id: id})
CALL (e) {
  MATCH (e)-[:PART_OF]->(w:Event) RETURN e AS part, w AS whole
  UNION
  MATCH (e)<-[:PART_OF]-(p:Event) RETURN p AS part, e AS whole
}
WITH DISTINCT part, whole
WHERE part.record IS NULL AND whole.record IS NULL AND (whole.earliest IS NOT NULL AND (part.earliest IS NULL OR part.earliest < whole.earliest)
  OR whole.latest IS NOT NULL AND (part.latest IS NULL OR part.latest > whole.latest))
RETURN part.id AS record, whole.id AS other, part.edtf AS is, whole.edtf AS than
