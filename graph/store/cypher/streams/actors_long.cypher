MATCH ()-[{+p}:PARTICIPATED_IN]->({x}:Event)
WHERE {p}.pid = {pid} AND {p}.lsk > {range}.openLo AND {p}.lsk < {range}.openHi
WITH {p}, {x} ORDER BY {p}.pid DESC, {p}.lsk DESC LIMIT {range}.budget
WHERE {matches}
RETURN {x} LIMIT {range}.limit
