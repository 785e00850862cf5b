MATCH (n:Post {id: $id})
RETURN {row} AS row
