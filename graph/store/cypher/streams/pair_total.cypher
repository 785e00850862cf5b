coalesce(COLLECT { MATCH ({+y}:Dyad {did: {$}.did}) RETURN COUNT { ({y})<-[:OF_DYAD]-() } }[0], 0) + COUNT {
  MATCH ()-[{+p}:PARTICIPATED_IN]->({+u}:Event)
  WHERE {p}.pid = {$}.pair[0] AND {p}.wsk > {$}.all.openLo
    AND EXISTS { MATCH ()-[{+o}:PARTICIPATED_IN]->() USING INDEX SEEK {o}:PARTICIPATED_IN(pid, wsk) WHERE {o}.pid = {$}.pair[1] AND {o}.wsk = {p}.wsk }
  RETURN {u}
}
