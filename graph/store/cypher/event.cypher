MATCH (n:Event {id: $given.id})
RETURN {row} AS row
