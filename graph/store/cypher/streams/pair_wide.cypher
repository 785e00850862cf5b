MATCH ()-[{+p}:PARTICIPATED_IN]->({x}:Event)
USING INDEX SEEK {p}:PARTICIPATED_IN(pid, wsk)
WHERE {p}.pid = {$}.pair[0] AND {p}.wsk > {range}.openLo AND {p}.wsk < {range}.openHi
WITH {p}, {x} ORDER BY {p}.pid DESC, {p}.wsk DESC LIMIT {range}.budget
// By the index, even on a small graph: the event has many to look through.
WHERE EXISTS { MATCH ()-[{+o}:PARTICIPATED_IN]->() USING INDEX SEEK {o}:PARTICIPATED_IN(pid, wsk) WHERE {o}.pid = {$}.pair[1] AND {o}.wsk = {p}.wsk } AND {overlaps}
RETURN {x} LIMIT {range}.limit
