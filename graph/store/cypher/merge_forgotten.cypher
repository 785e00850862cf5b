// A rule that finds two apart again has never found them one.
MATCH (g:Merge {id: $given.id})
DETACH DELETE g
