// Without its label nothing finds a record. Of an event what pages and counts seek goes too; its record has it all.
UNWIND $rows AS row
CALL (row) {
  MATCH (n:Event {id: row.id}) RETURN n
  UNION ALL MATCH (n:Tenure {id: row.id}) RETURN n
  UNION ALL MATCH (n:TradeFigure {id: row.id}) RETURN n
}
MATCH (s:Source {id: $source})
CREATE (g:Retraction {id: 'retraction:' + row.id + ':' + (COUNT { MATCH (:Retraction {of: row.id}) } + 1), of: row.id,
  reason: $reason, record: row.record, at: datetime.transaction()})
CREATE (g)-[:SOURCED_FROM {quote: $quote, ord: 0}]->(s)
WITH n
CALL (n) { MATCH (n:Event)<-[old:PARTICIPATED_IN]-() DELETE old }
CALL (n) { MATCH (n:Event)-[old:OF_DYAD|ABOUT|HELD_IN|PART_OF]->() DELETE old }
REMOVE n:Event:Tenure:TradeFigure, n.sk
SET n:Retracted
