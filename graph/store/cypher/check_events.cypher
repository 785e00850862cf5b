MATCH (e:Event)
WHERE e.id > $given.after
RETURN e.id AS id ORDER BY e.id LIMIT $given.limit
