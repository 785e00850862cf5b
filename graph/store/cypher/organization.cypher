MATCH (n:Organization {id: $id})
RETURN {row} AS row
