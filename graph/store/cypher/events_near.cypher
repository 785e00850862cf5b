// Events of an official around some days, and those of his country pairs on one day.
UNWIND $given.rows AS row
CALL (row) {
  MATCH ()-[p:PARTICIPATED_IN]->(e:Event)
  WHERE p.pid = row.pid AND p.sk > row.lo AND p.sk < row.hi
  RETURN e
  UNION
  MATCH ()-[p:PARTICIPATED_IN]->(e:Event)
  WHERE p.pid = row.pid AND p.lsk > row.long AND p.lsk < row.hi
  RETURN e
}
RETURN DISTINCT e.id AS id
