// The node that migrations lock too: a write waits for them, and for the one before it. Its time is read once the lock is
// held, and is never before that of an earlier write, so that what is corrected was believed for some time.
MERGE (lock:Migration {number: 0})
SET lock.held = true
WITH lock, datetime.realtime() AS now
SET lock.at = CASE WHEN lock.at > now THEN lock.at ELSE now END, lock.held = null
RETURN lock.at AS now
