// The merged official leaves every list and index of officials, and keeps what was recorded of itself. It was found to be
// somebody who may have been merged away since.
MATCH (m:Official {id: $given.merge})
CALL () { MATCH (k:Official {id: $given.keep}) RETURN k UNION ALL MATCH (k:Merged {id: $given.keep}) RETURN k }
REMOVE m:Official:Actor
SET m:Merged
CREATE (m)-[:MERGED_INTO]->(k)
