// Reads how often actors were renamed, before their names. Officials that were merged meanwhile have a name too.
MATCH (lock:Migration {number: 0})
WITH coalesce(lock.renamed, 0) AS renamed
UNWIND $given.ids AS id
CALL (id) {
  MATCH (n:Actor {id: id}) RETURN n
  UNION ALL
  MATCH (n:Merged {id: id}) RETURN n
}
RETURN renamed, collect([id, n.name]) AS names
