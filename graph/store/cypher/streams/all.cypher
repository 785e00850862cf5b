MATCH ({x}:Event)
WHERE {x}.sk > {range}.lo AND {x}.sk < {range}.hi
WITH {x} ORDER BY {x}.sk DESC LIMIT {range}.budget
WHERE {matches}
RETURN {x} LIMIT {range}.limit
