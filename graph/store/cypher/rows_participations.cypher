UNWIND $given.ids AS id
MATCH (n:Event {id: id})<-[r:PARTICIPATED_IN]-(a:Actor)
CALL (n, a) {
  OPTIONAL MATCH (a)-[:HELD]->(t:Tenure)-[:OF_POST]->(q:Post)
  WHERE t.certainFrom <= n.earliest AND (t.certainTo >= n.latest OR (t.ongoing AND n.latest IS NOT NULL))
  RETURN q ORDER BY q.rank, t.earliest, t.id LIMIT 1
}
RETURN id AS of, [coalesce(r.ord, 1000000), a.id] AS ord, id AS event, n.kind AS event_kind, n.edtf AS date, n.earliest AS earliest, n.latest AS latest,
  a.id AS actor, a.name AS actor_name,
  CASE WHEN a:Official THEN 'OFFICIAL' WHEN a:Country THEN 'COUNTRY' ELSE 'ORGANIZATION' END AS actor_type,
  r.roles AS roles, r.via AS via, q.id AS office, q.title AS office_title,
  COLLECT { MATCH (n)-[c:SOURCED_FROM]->(x) RETURN x.id ORDER BY c.ord } AS sources
