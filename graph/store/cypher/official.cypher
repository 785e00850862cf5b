MATCH (n:Official {id: $given.id})
RETURN {row} AS row
