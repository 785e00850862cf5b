MATCH (n:Source {id: $given.id})
RETURN {row} AS row
