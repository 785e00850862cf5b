CASE WHEN {$}.plain THEN COLLECT {
  // All of them, not the index's first: where many share as many events, the id decides who comes.
  MATCH ({n})-[{+c}:CO|ALONGSIDE]->({+a}:Actor)
  WITH {a}, {c}.did AS {+did}, {c}.w AS {+w} ORDER BY {w} DESC, {a}.id LIMIT {$}.first
  WITH {a}, {w},
    COLLECT { MATCH (:Event)-[{+f}:OF_DYAD]->() WHERE {f}.did = {did} AND {f}.sk IS NOT NULL RETURN {f}.sk ORDER BY {f}.did, {f}.sk LIMIT 1 }[0] AS {+lo},
    COLLECT { MATCH (:Event)-[{+l}:OF_DYAD]->() WHERE {l}.did = {did} AND {l}.sk IS NOT NULL RETURN {l}.sk ORDER BY {l}.did DESC, {l}.sk DESC LIMIT 1 }[0] AS {+hi}
  RETURN {row}
} ELSE COLLECT {
  // No aggregate function may stand in a projection: shared events are listed for each counterpart instead.
  MATCH ({n})-[{+c}:CO|ALONGSIDE]->({a}:Actor)
  WITH {a}, COLLECT {
    MATCH ({+x}:Event)-[{+d}:OF_DYAD]->()
    WHERE {d}.did = {c}.did AND {d}.sk IS NOT NULL AND ({$}.kinds IS NULL OR {x}.kind IN {$}.kinds)
      AND ({$}.during.from IS NULL OR {x}.latest IS NULL OR {x}.latest >= {$}.during.from)
      AND ({$}.during.to IS NULL OR {x}.earliest IS NULL OR {x}.earliest <= {$}.during.to)
    RETURN {x}.sk ORDER BY {x}.sk
  } AS {+sks}
  WHERE size({sks}) > 0
  WITH {a}, size({sks}) AS {w}, {sks}[0] AS {lo}, {sks}[-1] AS {hi} ORDER BY {w} DESC, {a}.id LIMIT {$}.first
  RETURN {row}
} END
