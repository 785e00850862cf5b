[{+rows} IN [COLLECT {
  CALL {scope} {
    {stream}
  }
  WITH DISTINCT {x} ORDER BY {x}.sk DESC LIMIT {$}.page.limit
  RETURN [{x}.sk{nodes}]
}] | [
  {rows},
  {total},
  {unknown},
  {exhausted}
]][0]
