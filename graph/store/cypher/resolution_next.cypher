// Lists the officials that are being compared, and the keys of all officials concerned: namesakes and merged officials.
MATCH (n:Settling)
WITH n LIMIT $given.limit
RETURN n.id AS id, [n.nameKey] + COLLECT {
  CALL (n) {
    MATCH (g:Merge {merged: n.id}) WHERE g.settled AND g.undoneAt IS NULL RETURN g.keep AS other
    UNION
    MATCH (g:Merge {keep: n.id}) WHERE g.settled AND g.undoneAt IS NULL RETURN g.merged AS other
  }
  CALL (other) { MATCH (o:Official {id: other}) RETURN o UNION ALL MATCH (o:Merged {id: other}) RETURN o }
  RETURN DISTINCT o.nameKey AS key
} AS keys
