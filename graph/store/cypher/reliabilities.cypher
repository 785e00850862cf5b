// What decides between the records of an event: of their sources and of their places.
UNWIND $given.sources AS id
MATCH (s:Source {id: id})
RETURN s.id AS id, s.reliability AS reliability, s.published AS published, s.publisher AS publisher, null AS country
UNION ALL
UNWIND $given.places AS id
MATCH (p:Place {id: id})-[:IN_COUNTRY]->(c)
RETURN p.id AS id, null AS reliability, null AS published, null AS publisher, c.id AS country
