MATCH ()-[{+p}:PARTICIPATED_IN]->({x}:Event)
USING INDEX SEEK {p}:PARTICIPATED_IN(pid, {key})
WHERE {p}.pid = {few}[0] AND {p}.{key} > {lo} AND {p}.{key} < {hi}
WITH {p}, {x} ORDER BY {p}.pid DESC, {p}.{key} DESC
// By the index, even on a small graph: the event has many to look through.
WHERE EXISTS { MATCH ()-[{+o}:PARTICIPATED_IN]->() USING INDEX SEEK {o}:PARTICIPATED_IN(pid, wsk) WHERE {o}.pid = {few}[1] AND {o}.wsk = {p}.wsk } AND {matches}
RETURN {x} LIMIT {range}.limit
