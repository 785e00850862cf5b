MATCH (n:Source {id: $id})
RETURN {row} AS row
