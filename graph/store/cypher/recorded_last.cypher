OPTIONAL MATCH (lock:Migration {number: 0})
RETURN coalesce(lock.recorded, 0) AS last
