// Events that were written after a number, in the order in which they were.
MATCH (e:Event)
WHERE e.seq > $given.after
WITH e ORDER BY e.seq LIMIT $given.limit
RETURN e.id AS id, e.seq AS seq
