MATCH ()-[{+p}:PARTICIPATED_IN]->({x}:Event)
WHERE {p}.pid = {pid} AND {p}.{key} > {lo} AND {p}.{key} < {hi}
WITH {p}, {x} ORDER BY {p}.pid DESC, {p}.{key} DESC LIMIT {range}.budget
WHERE {matches}
RETURN {x} LIMIT {range}.limit
