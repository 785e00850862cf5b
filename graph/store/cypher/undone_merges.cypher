MATCH (g:Merge)
WHERE g.undoneAt IS NOT NULL
RETURN g.keep AS keep, g.merged AS merged
