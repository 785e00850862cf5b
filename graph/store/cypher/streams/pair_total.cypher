[{+w} IN [COUNT { {wide_of_pair} }] | [
  coalesce(COLLECT { MATCH ({+y}:Dyad {did: {$}.did}) RETURN COUNT { ({y})<-[:OF_DYAD]-() } }[0], 0) + {w}, {w} >= {$}.all.limit
]][0]
