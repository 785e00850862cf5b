MATCH ()-[{+p}:PARTICIPATED_IN]->({x}:Event)
WHERE {p}.pid = {pid} AND {p}.sk > {range}.lo AND {p}.sk < {range}.hi
WITH {p}, {x} ORDER BY {p}.pid DESC, {p}.sk DESC LIMIT {range}.budget
WHERE {matches}
RETURN {x} LIMIT {range}.limit
