// Of ids that no node has by its own label: what was merged away, and what was retracted.
UNWIND $given.officials AS id
MATCH (n:Merged {id: id})
RETURN id, n.digest AS digest, COLLECT { MATCH (n)-[:MERGED_INTO*]->(k:Official) RETURN k.id }[0] AS into, null AS reason, null AS at
UNION ALL
UNWIND $given.others AS id
MATCH (n:Merged {id: id})-[:MERGED_INTO]->(k)
OPTIONAL MATCH (g:Retraction {of: k.id}) WHERE k:Retracted AND g.undoneAt IS NULL
RETURN id, n.digest AS digest, CASE WHEN g IS NULL THEN k.id END AS into, g.reason AS reason, g.at AS at
UNION ALL
UNWIND $given.others AS id
MATCH (n:Retracted {id: id})
MATCH (g:Retraction {of: id})
WHERE g.undoneAt IS NULL
RETURN id, n.digest AS digest, null AS into, g.reason AS reason, g.at AS at
