MATCH ({x}:Event)
WHERE {x}.{key} > {lo} AND {x}.{key} < {hi}
WITH {x} ORDER BY {x}.{key} DESC LIMIT {range}.budget
WHERE {matches}
RETURN {x} LIMIT {range}.limit
