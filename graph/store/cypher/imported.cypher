MATCH (s:Source {id: $id})
SET s.rows = $rows, s.importedAt = datetime.transaction()
