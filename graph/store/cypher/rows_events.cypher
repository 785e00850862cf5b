UNWIND $given.ids AS id
MATCH (n:Event {id: id})
OPTIONAL MATCH (n)-[:HELD_IN]->(p:Place)
RETURN id AS of, [] AS ord, id, n.kind AS kind, n.title AS title, n.summary AS summary, n.edtf AS date, n.earliest AS earliest, n.latest AS latest,
  n.precision AS precision, n.certain AS certain, p.id AS place, p.name AS place_name,
  [(p)-[:IN_COUNTRY]->(x:Country) | x.iso3][0] AS place_country, p.latitude AS latitude, p.longitude AS longitude,
  [(n)-[:PART_OF]->(x:Event) | x.id][0] AS part_of, n.cameo AS cameo, n.plover AS plover,
  COLLECT {
    MATCH (n)<-[r:PARTICIPATED_IN {via: 'DIRECT'}]-(x)
    RETURN reduce(roles = head(r.roles), role IN tail(r.roles) | roles + '+' + role) + ' ' + x.id ORDER BY r.ord
  } AS participants,
  COLLECT { MATCH (n)-[r:ABOUT]->(x) WHERE NOT x:Retracted RETURN x.id ORDER BY r.ord } AS about,
  COLLECT { MATCH (n)-[r:SOURCED_FROM]->(x) RETURN x.id ORDER BY r.ord } AS sources,
  COLLECT { MATCH (n)-[r:SOURCED_FROM]->(x) RETURN x.url ORDER BY r.ord } AS source_urls,
  CASE WHEN COUNT { MATCH (n)-[r:SOURCED_FROM]->() RETURN DISTINCT coalesce(r.quote, '') } = 1
    THEN [(n)-[r:SOURCED_FROM]->() | r.quote][0] END AS quote
