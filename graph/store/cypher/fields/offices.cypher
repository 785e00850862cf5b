COLLECT {
  MATCH ({n})-[:HELD]->({+x}:Tenure)
  WHERE {$}.asOf IS NULL
    OR ({x}.earliest IS NULL OR {$}.asOf.to IS NULL OR {x}.earliest <= {$}.asOf.to)
    AND ({x}.latest IS NULL OR {$}.asOf.from IS NULL OR {x}.latest >= {$}.asOf.from)
  RETURN {row} ORDER BY {x}.earliest, {x}.id LIMIT 501
}
