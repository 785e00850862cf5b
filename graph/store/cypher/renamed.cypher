MATCH (lock:Migration {number: 0})
SET lock.renamed = coalesce(lock.renamed, 0) + 1
