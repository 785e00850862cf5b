// The officials of new events are compared by their names again, for it counts when they are known to have acted.
UNWIND $given.ids AS id
MATCH (:Event {id: id})<-[p:PARTICIPATED_IN {via: 'DIRECT'}]-(o:Official)
UNWIND coalesce(p.as, [o.id]) AS recorded
WITH DISTINCT recorded
CALL (recorded) { MATCH (n:Official {id: recorded}) RETURN n UNION ALL MATCH (n:Merged {id: recorded}) RETURN n }
SET n:Unmatched
