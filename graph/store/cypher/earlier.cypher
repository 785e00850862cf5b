// Which of some ids an event has, or had when it was retracted.
UNWIND $given.ids AS id
CALL (id) { MATCH (n:Event {id: id}) RETURN n UNION ALL MATCH (n:Retracted {id: id}) RETURN n }
RETURN id
