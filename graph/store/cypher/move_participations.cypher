// Moves the participations recorded of some ids from one official to another. An edge that stands for other ids than its
// own official lists what was recorded: the ids, their roles and their positions.
UNWIND $given.rows AS row
CALL (row) {
  MATCH (a:Official {id: row.from})-[r:PARTICIPATED_IN {via: 'DIRECT'}]->(e:Event)
  WITH a, r, e, CASE WHEN r.as IS NULL THEN [{id: a.id, roles: r.roles, ord: r.ord}]
    ELSE [i IN range(0, size(r.as) - 1) | {id: r.as[i], roles: split(r.asRoles[i], ' '), ord: r.asOrds[i]}] END AS all
  WITH a, r, e, [p IN all WHERE p.id IN row.ids] AS moved, [p IN all WHERE NOT p.id IN row.ids] AS left
  WHERE size(moved) > 0
  MATCH (b:Official {id: row.to})
  OPTIONAL MATCH (b)-[o:PARTICIPATED_IN {via: 'DIRECT'}]->(e)
  WITH a, b, r, o, e, left, moved + CASE WHEN o IS NULL THEN [] WHEN o.as IS NULL THEN [{id: b.id, roles: o.roles, ord: o.ord}]
    ELSE [i IN range(0, size(o.as) - 1) | {id: o.as[i], roles: split(o.asRoles[i], ' '), ord: o.asOrds[i]}] END AS taken
  CALL (r, o) { FOREACH (old IN [x IN [r, o] WHERE x IS NOT NULL] | DELETE old) }
  UNWIND [[b, taken], [a, left]] AS of
  WITH e, of[0] AS actor, of[1] AS recorded
  WHERE size(recorded) > 0
  WITH e, actor, COLLECT { UNWIND recorded AS p RETURN p ORDER BY p.ord, p.id } AS recorded
  WITH e, actor, recorded, size(recorded) = 1 AND recorded[0].id = actor.id AS own
  CREATE (actor)-[n:PARTICIPATED_IN {via: 'DIRECT', ord: recorded[0].ord,
    roles: CASE WHEN size(recorded) = 1 THEN recorded[0].roles ELSE [x IN $given.roles WHERE any(p IN recorded WHERE x IN p.roles)] END,
    as: CASE WHEN own THEN null ELSE [p IN recorded | p.id] END,
    asRoles: CASE WHEN own THEN null ELSE [p IN recorded | reduce(s = p.roles[0], x IN p.roles[1..] | s + ' ' + x)] END,
    asOrds: CASE WHEN own THEN null ELSE [p IN recorded | p.ord] END}]->(e)
}
