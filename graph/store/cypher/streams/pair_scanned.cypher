MATCH ()-[{+y}:OF_DYAD]->() WHERE {y}.did = {$}.did AND {y}.{key} > {lo} AND {y}.{key} < {hi} RETURN {y} LIMIT {range}.budget
