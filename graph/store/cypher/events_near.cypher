// Events of officials around some days, and visits that began longer before.
UNWIND $given.rows AS row
CALL (row) {
  MATCH ()-[p:PARTICIPATED_IN]->(e:Event)
  WHERE p.pid = row.pid AND p.sk > row.lo AND p.sk < row.hi
  RETURN e
  UNION
  MATCH ()-[p:PARTICIPATED_IN]->(e:Event)
  WHERE p.pid = row.pid AND p.sk > row.month AND p.sk < row.hi AND e.kind = 'VISIT'
  RETURN e
  UNION
  MATCH ()-[p:PARTICIPATED_IN]->(e:Event)
  WHERE p.pid = row.pid AND p.lsk > row.long AND p.lsk < row.hi AND e.kind = 'VISIT'
  RETURN e
}
RETURN DISTINCT e.id AS id
