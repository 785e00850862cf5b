// An event of its own again, which has still to be written.
UNWIND $given.ids AS id
MATCH (n:Merged {id: id})
CALL (n) { MATCH (n)-[old:MERGED_INTO]->() DELETE old }
REMOVE n:Merged
SET n:Event
