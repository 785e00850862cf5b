// From when to when officials acted, as it was recorded of them.
UNWIND $given.ids AS id
CALL (id) { MATCH (n:Official {id: id}) RETURN n UNION ALL MATCH (n:Merged {id: id}) RETURN n }
CALL (n) {
  MATCH (n)-[:MERGED_INTO*0..]->(o:Official)-[p:PARTICIPATED_IN {via: 'DIRECT'}]->(e:Event)
  WHERE n.id IN coalesce(p.as, [o.id])
  RETURN min(e.earliest) AS first, max(e.latest) AS last
}
WITH n, first, last
WHERE first IS NOT NULL AND last IS NOT NULL
RETURN n.id AS id, first, last
