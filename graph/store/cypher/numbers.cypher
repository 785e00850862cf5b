// The next numbers of the counter, which the transaction has locked.
MATCH (lock:Migration {number: 0})
SET lock.recorded = coalesce(lock.recorded, 0) + $given.n
RETURN lock.recorded AS last
