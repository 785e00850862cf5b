UNWIND $given.rows AS row
MATCH (e:Event {id: row.id})
SET e.seq = row.seq
