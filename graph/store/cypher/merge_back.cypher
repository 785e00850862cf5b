MATCH (m:Merged {id: $given.id})-[r:MERGED_INTO]->()
DELETE r
REMOVE m:Merged
SET m:Actor:Official
WITH m
MATCH (g:Merge {merged: $given.id})
WHERE g.undoneAt IS NULL
SET g.undoneAt = coalesce($given.at, $given.now)
