UNWIND $given.rows AS row
MATCH (d:Decision {id: row.id})
SET d.undoneAt = coalesce(row.at, $given.now)
