COLLECT {
  MATCH ({n})<-[:OF_POST]-({+x}:Tenure)
  WHERE all({+t} IN [{$}.asOf, {$}.during] WHERE {t} IS NULL
    OR ({x}.earliest IS NULL OR {t}.to IS NULL OR {x}.earliest <= {t}.to)
    AND ({x}.latest IS NULL OR {t}.from IS NULL OR {x}.latest >= {t}.from))
  RETURN {row} ORDER BY {x}.earliest, {x}.id LIMIT 501
}
