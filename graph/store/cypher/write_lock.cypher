// The node that migrations lock too: a write waits for them.
MERGE (lock:Migration {number: 0})
SET lock.at = datetime()
