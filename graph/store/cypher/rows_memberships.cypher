UNWIND $given.ids AS id
MATCH (n:Official {id: id})-[:HELD]->(t:Tenure)-[:OF_POST]->(p:Post)
OPTIONAL MATCH (p)-[:AT]->(o:Organization)
RETURN id AS of, [coalesce(toString(t.earliest), ''), t.id] AS ord, t.id AS id, id AS official, n.name AS official_name, p.id AS post, p.title AS post_title, p.level AS level,
  o.id AS organization, o.name AS organization_name, [(o)-[:OF_COUNTRY]->(x:Country) | x.iso3][0] AS country,
  t.edtf AS dates, t.started AS started, t.ended AS ended, t.earliest AS earliest, t.latest AS latest,
  t.ongoing AS ongoing, t.acting AS acting,
  COLLECT { MATCH (t)-[r:SOURCED_FROM]->(x) RETURN x.id ORDER BY r.ord } AS sources
