MATCH (s:Source {id: $given.id})
SET s.rows = $given.rows, s.importedAt = datetime.transaction()
