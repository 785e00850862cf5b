MATCH (n:Official {id: $id})
RETURN {row} AS row
