UNWIND $given.rows AS row
MERGE (n:Source {id: row.id})
SET n += row.props, n.revision = coalesce(n.revision, 0) + 1, n.believedFrom = $given.now
