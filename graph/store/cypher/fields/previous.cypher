COLLECT {
  CALL ({n}) {
    MATCH ({+x}:Event)-[{+d}:OF_DYAD]->()
    WHERE {d}.did = {n}.principalPair AND {d}.sk < {n}.sk
    WITH {n}, {d}, {x} ORDER BY {d}.did DESC, {d}.sk DESC
    WHERE {earlier} AND all({+k} IN {n}.principals[2..] WHERE EXISTS { ({x})<-[{+q}:PARTICIPATED_IN]-() WHERE {q}.pid = {k} })
    RETURN {x} LIMIT 1
    UNION ALL
    // An event of many pairs nobody. Nothing is sought by null: a condition apart would be looked at after all were read.
    MATCH ()-[{+w}:PARTICIPATED_IN]->({x}:Event)
    WHERE {w}.pid = CASE WHEN {n}.principalPair IS NOT NULL THEN {n}.principals[0] END AND {w}.wsk < {n}.sk
    WITH {n}, {w}, {x} ORDER BY {w}.pid DESC, {w}.wsk DESC
    WHERE {earlier} AND all({+h} IN {n}.principals[1..] WHERE EXISTS { MATCH ()-[{+o}:PARTICIPATED_IN]->() USING INDEX SEEK {o}:PARTICIPATED_IN(pid, wsk) WHERE {o}.pid = {h} AND {o}.wsk = {w}.wsk })
    RETURN {x} LIMIT 1
    UNION ALL
    // Of one alone; and of more than two in a graph of before they were paired.
    MATCH ()-[{+p}:PARTICIPATED_IN]->({x}:Event)
    WHERE {p}.pid = CASE WHEN {n}.principalPair IS NULL THEN {n}.principals[0] END AND {p}.sk < {n}.sk
    WITH {n}, {p}, {x} ORDER BY {p}.pid DESC, {p}.sk DESC
    WHERE {earlier} AND all({+g} IN {n}.principals[1..] WHERE EXISTS { ({x})<-[{+s}:PARTICIPATED_IN]-() WHERE {s}.pid = {g} })
    RETURN {x} LIMIT 1
  }
  WITH {x} ORDER BY {x}.sk DESC LIMIT 1
  RETURN {row}
}[0]
