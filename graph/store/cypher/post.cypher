MATCH (n:Post {id: $given.id})
RETURN {row} AS row
