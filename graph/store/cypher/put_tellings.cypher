// New content of records whose events show more than they say.
UNWIND $given.rows AS row
CALL (row) {
  MATCH (n:Event {id: row.id}) RETURN n
  UNION ALL
  MATCH (n:Merged {id: row.id}) RETURN n
}
SET n += row.props, n.digest = row.digest, n.revision = coalesce(n.revision, 1) + row.revised,
  n.believedFrom = CASE row.revised WHEN 0 THEN n.believedFrom ELSE $given.now END
REMOVE n.told
