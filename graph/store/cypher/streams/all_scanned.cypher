MATCH ({+y}:Event) WHERE {y}.{key} > {lo} AND {y}.{key} < {hi} RETURN {y} LIMIT {range}.budget
