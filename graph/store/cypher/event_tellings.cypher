// Events as the rules compare them: those whose records are kept beside what they show, with these records.
UNWIND $given.ids AS id
MATCH (n:Event {id: id})
RETURN n.id AS id, n.kind AS kind, n.edtf AS edtf, n.record AS record,
  COLLECT { MATCH (n)<-[:MERGED_INTO]-(m:Merged) RETURN m.record ORDER BY m.id } AS others,
  [(n)-[:HELD_IN]->(p:Place) | [p.id, p.name, [(p)-[:IN_COUNTRY]->(c) | c.id][0]]][0] AS place,
  [(n)-[:PART_OF]->(w) | w.id][0] AS partOf,
  COLLECT {
    MATCH (n)<-[r:PARTICIPATED_IN {via: 'DIRECT'}]-(a)
    RETURN [a.id, [(a:Official)-[:OF_COUNTRY]->(c) | c.id][0], r.roles] ORDER BY r.ord
  } AS cast,
  COLLECT { MATCH (n)-[r:SOURCED_FROM]->(s:Source) WHERE r.record IS NOT NULL AND s.sha256 IS NOT NULL RETURN [s.id, r.record] } AS records,
  EXISTS { (n)-[:LED_TO]-() } AS linked
