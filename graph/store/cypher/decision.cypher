MATCH (n:Decision {id: $given.id})
RETURN {row} AS row
