COLLECT {
  MATCH ({a})-[:HELD]->({+x}:Tenure)-[:OF_POST]->({+q}:Post)
  WHERE {x}.certainFrom <= {n}.earliest AND ({x}.certainTo >= {n}.latest OR ({x}.ongoing AND {n}.latest IS NOT NULL))
  RETURN {row} ORDER BY {q}.rank, {x}.earliest, {x}.id LIMIT 1
}[0]
