// How often actors got other names: what is known of names holds as long as that is the same.
RETURN *, COLLECT { MATCH (lock:Migration {number: 0}) RETURN coalesce(lock.renamed, 0) }[0] AS renamed
