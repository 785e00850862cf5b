COLLECT {
  MATCH ({a})-[:HELD]->({+x}:Tenure)-[:OF_POST]->({+q}:Post)
  WHERE ({x}.earliest IS NULL OR {n}.latest IS NULL OR {x}.earliest <= {n}.latest)
    AND ({x}.latest IS NULL OR {n}.earliest IS NULL OR {x}.latest >= {n}.earliest)
  RETURN {row} ORDER BY {q}.rank, {x}.earliest, {x}.id LIMIT 501
}
