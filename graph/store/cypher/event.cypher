MATCH (n:Event {id: $id})
RETURN {row} AS row
