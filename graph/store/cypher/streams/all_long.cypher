MATCH ({x}:Event)
WHERE {x}.lsk > {range}.openLo AND {x}.lsk < {range}.openHi
WITH {x} ORDER BY {x}.lsk DESC LIMIT {range}.budget
WHERE {matches}
RETURN {x} LIMIT {range}.limit
