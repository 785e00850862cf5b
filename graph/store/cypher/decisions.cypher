// What was decided of events.
UNWIND $given.ids AS id
CALL (id) {
  MATCH (d:Decision {event: id}) RETURN d
  UNION ALL
  MATCH (d:Decision {other: id}) RETURN d
}
RETURN DISTINCT d.id AS id, d.kind AS kind, d.event AS event, d.other AS other, d.rule AS rule, d.undoneAt IS NOT NULL AS undone
ORDER BY d.id
