MATCH ({x}:Event)-[{+d}:OF_DYAD]->()
WHERE {d}.did = {$}.did AND {d}.lsk > {range}.openLo AND {d}.lsk < {range}.openHi
WITH {d}, {x} ORDER BY {d}.did DESC, {d}.lsk DESC LIMIT {range}.budget
WHERE {matches}
RETURN {x} LIMIT {range}.limit
