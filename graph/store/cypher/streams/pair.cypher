MATCH ({x}:Event)-[{+d}:OF_DYAD]->()
WHERE {d}.did = {$}.did AND {d}.{key} > {lo} AND {d}.{key} < {hi}
WITH {d}, {x} ORDER BY {d}.did DESC, {d}.{key} DESC LIMIT {range}.budget
WHERE {matches}
RETURN {x} LIMIT {range}.limit
