COLLECT {
  CALL ({n}) {
    WITH {n} WHERE size({n}.principals) = 2
    MATCH ({+x}:Event)-[{+d}:OF_DYAD]->()
    WHERE {d}.did = {n}.principalPair AND {d}.sk < {n}.sk
    WITH {n}, {d}, {x} ORDER BY {d}.did DESC, {d}.sk DESC
    WHERE {x}.class = {n}.class AND {x}.root <> {n}.root AND {x}.latest < {n}.earliest AND {x}.earliest IS NOT NULL AND {n}.latest IS NOT NULL
      AND ({$}.kinds IS NULL OR {x}.kind IN {$}.kinds)
    RETURN {x} LIMIT 1
    UNION ALL
    WITH {n} WHERE size({n}.principals) <> 2
    MATCH ()-[{+p}:PARTICIPATED_IN]->({x}:Event)
    WHERE {p}.pid = {n}.principals[0] AND {p}.sk < {n}.sk
    WITH {n}, {p}, {x} ORDER BY {p}.pid DESC, {p}.sk DESC LIMIT 20000
    WHERE {x}.class = {n}.class AND {x}.root <> {n}.root AND {x}.latest < {n}.earliest AND {x}.earliest IS NOT NULL AND {n}.latest IS NOT NULL
      AND ({$}.kinds IS NULL OR {x}.kind IN {$}.kinds)
      AND all({+k} IN {n}.principals WHERE EXISTS { ({x})<-[{+q}:PARTICIPATED_IN]-() WHERE {q}.pid = {k} })
    RETURN {x} LIMIT 1
  }
  RETURN {row}
}[0]
