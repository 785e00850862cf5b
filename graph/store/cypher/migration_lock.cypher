MERGE (lock:Migration {number: 0})
SET lock.at = datetime()
WITH lock
MATCH (m:Migration)
RETURN max(m.number) AS last
