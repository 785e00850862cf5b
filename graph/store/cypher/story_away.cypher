// An event that another one tells of too is hidden, with its record. The other one shows what it says.
UNWIND $given.rows AS row
MATCH (n:Event {id: row.id})
CALL (n) { MATCH (n)<-[old:PARTICIPATED_IN|PART_OF]-() DELETE old }
CALL (n) { MATCH (n)-[old:OF_DYAD|ABOUT|HELD_IN|PART_OF]->() DELETE old }
REMOVE n:Event, n.sk, n.told, n.disputes, n.disputed
SET n:Merged, n += row.props
