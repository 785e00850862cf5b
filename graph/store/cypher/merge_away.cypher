// The merged official leaves every list and index of officials, and keeps what was recorded of itself. It was found to be
// somebody who may have been merged away since.
UNWIND $given.rows AS row
CALL (row) {
  MATCH (m:Official {id: row.merge})
  CALL (row) { MATCH (k:Official {id: row.keep}) RETURN k UNION ALL MATCH (k:Merged {id: row.keep}) RETURN k }
  REMOVE m:Official:Actor
  SET m:Merged
  CREATE (m)-[:MERGED_INTO]->(k)
}
