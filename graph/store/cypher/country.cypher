MATCH (n:Country {id: $given.id})
RETURN {row} AS row
