MATCH (n:Organization {id: $given.id})
RETURN {row} AS row
