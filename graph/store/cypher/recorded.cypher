// Events in the order in which they were recorded.
MATCH ({+x}:Event)
WHERE {x}.seq > {$}.after AND {x}.seq <= {$}.until AND {overlaps}
WITH {x} ORDER BY {x}.seq LIMIT {$}.limit
WITH [{x}.seq, {row}] AS row
WITH collect(row) AS rows
RETURN rows, {unknown} AS missing
