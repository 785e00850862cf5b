MATCH (m:Merged {id: $id})-[r:MERGED_INTO]->()
DELETE r
REMOVE m:Merged
SET m:Actor:Official
WITH m
MATCH (g:Merge {merged: $id})
WHERE g.undoneAt IS NULL
SET g.undoneAt = coalesce($at, $now)
