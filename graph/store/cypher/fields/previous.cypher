COLLECT {
  CALL ({n}) {
    WITH {n} WHERE size({n}.principals) = 2
    MATCH ({+x}:Event)-[{+d}:OF_DYAD]->()
    WHERE {d}.did = {n}.principalPair AND {d}.sk < {n}.sk
    WITH {n}, {d}, {x} ORDER BY {d}.did DESC, {d}.sk DESC
    WHERE {earlier}
    RETURN {x} LIMIT 1
    UNION ALL
    // An event of many pairs nobody.
    WITH {n} WHERE size({n}.principals) = 2
    MATCH ()-[{+w}:PARTICIPATED_IN]->({x}:Event)
    WHERE {w}.pid = {n}.principals[0] AND {w}.wsk < {n}.sk
    WITH {n}, {w}, {x} ORDER BY {w}.pid DESC, {w}.wsk DESC
    WHERE {earlier} AND EXISTS { MATCH ()-[{+o}:PARTICIPATED_IN]->() USING INDEX SEEK {o}:PARTICIPATED_IN(pid, wsk) WHERE {o}.pid = {n}.principals[1] AND {o}.wsk = {w}.wsk }
    RETURN {x} LIMIT 1
    UNION ALL
    WITH {n} WHERE size({n}.principals) <> 2
    MATCH ()-[{+p}:PARTICIPATED_IN]->({x}:Event)
    WHERE {p}.pid = {n}.principals[0] AND {p}.sk < {n}.sk
    WITH {n}, {p}, {x} ORDER BY {p}.pid DESC, {p}.sk DESC LIMIT 20000
    WHERE {earlier}
      AND all({+k} IN {n}.principals WHERE EXISTS { ({x})<-[{+q}:PARTICIPATED_IN]-() WHERE {q}.pid = {k} })
    RETURN {x} LIMIT 1
  }
  WITH {x} ORDER BY {x}.sk DESC LIMIT 1
  RETURN {row}
}[0]
