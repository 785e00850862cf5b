OPTIONAL MATCH (m:Migration {number: 0})
RETURN coalesce(m.settled, 0) AS seq, coalesce(m.recorded, 0) AS last
