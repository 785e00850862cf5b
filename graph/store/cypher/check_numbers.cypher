MATCH (lock:Migration {number: 0})
WITH coalesce(lock.recorded, 0) AS last
MATCH (e:Event) WHERE e.seq > last
RETURN e.id AS id, e.seq AS seq, last ORDER BY seq LIMIT 20
