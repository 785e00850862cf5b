// The records are stored again; of events they have still to be written.
UNWIND $given.rows AS row
MATCH (n:Retracted {id: row.id})
REMOVE n:Retracted
FOREACH (x IN CASE row.kind WHEN 'event' THEN [n] ELSE [] END | SET x:Event, x.digest = null, x.told = null)
FOREACH (x IN CASE row.kind WHEN 'tenure' THEN [n] ELSE [] END | SET x:Tenure)
FOREACH (x IN CASE row.kind WHEN 'figure' THEN [n] ELSE [] END | SET x:TradeFigure)
WITH row
MATCH (g:Retraction {of: row.id})
WHERE g.undoneAt IS NULL
SET g.undoneAt = coalesce(row.at, $given.now)
