// Officials who were merged away and nobody says so, or into nobody; and records that were retracted and nobody says so.
CALL () {
  MATCH (n:Merged) WHERE n.id > '' AND (COUNT { (n)-[:MERGED_INTO]->() } <> 1
    OR n.record IS NULL AND COUNT { MATCH (g:Merge {merged: n.id}) WHERE g.undoneAt IS NULL } <> 1
    OR n.record IS NOT NULL AND NOT EXISTS { MATCH (d:Decision {event: n.id}) WHERE d.undoneAt IS NULL }
      AND NOT EXISTS { MATCH (d:Decision {other: n.id}) WHERE d.undoneAt IS NULL })
  RETURN n.id AS id
  UNION ALL
  MATCH (n:Retracted) WHERE n.id > '' AND COUNT { MATCH (g:Retraction {of: n.id}) WHERE g.undoneAt IS NULL } <> 1
  RETURN n.id AS id
}
RETURN id LIMIT 20
