MATCH (n:Country {id: $id})
RETURN {row} AS row
