COLLECT {
  MATCH ({n})<-[:OF_COUNTRY]-(:Organization)<-[:AT]-({+q}:Post)<-[:OF_POST]-({+x}:Tenure)
  WHERE {q}.level IN ['HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT', 'DEPUTY', 'MINISTER', 'PARTY']
    AND all({+t} IN [coalesce({$}.asOf, {from: date(), to: date()})] WHERE
      ({x}.earliest IS NULL OR {t}.to IS NULL OR {x}.earliest <= {t}.to)
      AND ({x}.latest IS NULL OR {t}.from IS NULL OR {x}.latest >= {t}.from))
  RETURN {row} ORDER BY {q}.rank, {x}.earliest, {x}.id LIMIT 501
}
