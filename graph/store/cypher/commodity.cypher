// The newest edition of a classification comes first.
MATCH (n:Commodity {code: $given.code, classification: $given.classification})
WITH n ORDER BY coalesce(n.edition, '') DESC, n.id LIMIT 1
RETURN {row} AS row
