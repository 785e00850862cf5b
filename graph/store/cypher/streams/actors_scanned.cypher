MATCH ()-[{+y}:PARTICIPATED_IN]->() WHERE {y}.pid = {pid} AND {y}.{key} > {lo} AND {y}.{key} < {hi} RETURN {y} LIMIT {range}.budget
