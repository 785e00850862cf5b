// Without its label nothing finds a record. Of an event what pages and counts seek goes too; its retraction has it all.
UNWIND $given.ids AS id
CALL (id) {
  MATCH (n:Event {id: id}) RETURN n
  UNION ALL MATCH (n:Tenure {id: id}) RETURN n
  UNION ALL MATCH (n:TradeFigure {id: id}) RETURN n
}
CALL (n) { MATCH (n:Event)<-[old:PARTICIPATED_IN]-() DELETE old }
CALL (n) { MATCH (n:Event)-[old:OF_DYAD|ABOUT|HELD_IN|PART_OF]->() DELETE old }
REMOVE n:Event:Tenure:TradeFigure, n.sk
SET n:Retracted
