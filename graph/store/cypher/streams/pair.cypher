MATCH ({x}:Event)-[{+d}:OF_DYAD]->()
WHERE {d}.did = {$}.did AND {d}.sk > {range}.lo AND {d}.sk < {range}.hi
WITH {d}, {x} ORDER BY {d}.did DESC, {d}.sk DESC LIMIT {range}.budget
WHERE {matches}
RETURN {x} LIMIT {range}.limit
