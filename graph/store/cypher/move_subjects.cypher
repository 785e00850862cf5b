// What is about the one official, where it names one of some ids, is about the other.
UNWIND $given.rows AS row
CALL (row) {
  MATCH (a:Official {id: row.from})<-[r:ABOUT]-(e)
  WITH a, r, e, CASE WHEN r.as IS NULL THEN [{id: a.id, ord: r.ord}]
    ELSE [i IN range(0, size(r.as) - 1) | {id: r.as[i], ord: r.asOrds[i]}] END AS all
  WITH a, r, e, [p IN all WHERE p.id IN row.ids] AS moved, [p IN all WHERE NOT p.id IN row.ids] AS left
  WHERE size(moved) > 0
  MATCH (b:Official {id: row.to})
  OPTIONAL MATCH (b)<-[o:ABOUT]-(e)
  WITH a, b, r, o, e, left, moved + CASE WHEN o IS NULL THEN [] WHEN o.as IS NULL THEN [{id: b.id, ord: o.ord}]
    ELSE [i IN range(0, size(o.as) - 1) | {id: o.as[i], ord: o.asOrds[i]}] END AS taken
  CALL (r, o) { FOREACH (old IN [x IN [r, o] WHERE x IS NOT NULL] | DELETE old) }
  UNWIND [[b, taken], [a, left]] AS of
  WITH e, of[0] AS actor, of[1] AS recorded
  WHERE size(recorded) > 0
  WITH e, actor, COLLECT { UNWIND recorded AS p RETURN p ORDER BY p.ord, p.id } AS recorded
  WITH e, actor, recorded, size(recorded) = 1 AND recorded[0].id = actor.id AS own
  CREATE (actor)<-[:ABOUT {ord: recorded[0].ord, as: CASE WHEN own THEN null ELSE [p IN recorded | p.id] END,
    asOrds: CASE WHEN own THEN null ELSE [p IN recorded | p.ord] END}]-(e)
}
