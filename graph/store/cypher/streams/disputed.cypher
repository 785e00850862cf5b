MATCH ({x}:Event)
WHERE {x}.disputed = true AND {x}.sk > {range}.openLo AND {x}.sk < {range}.openHi
WITH {x} ORDER BY {x}.disputed DESC, {x}.sk DESC LIMIT {range}.budget
WHERE {matches}
RETURN {x} LIMIT {range}.limit
