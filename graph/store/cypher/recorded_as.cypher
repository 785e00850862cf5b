// What officials have that was recorded of some ids: in which events, and whether in office too.
UNWIND $given.rows AS row
MATCH (a:Official {id: row.from})
RETURN row.from AS from, row.to AS to, COLLECT {
  MATCH (a)-[p:PARTICIPATED_IN {via: 'DIRECT'}]->(e:Event)
  WHERE any(x IN coalesce(p.as, [a.id]) WHERE x IN row.ids)
  RETURN e.id
} AS events, EXISTS { MATCH (a)-[h:HELD]->() WHERE coalesce(h.as, a.id) IN row.ids } AS office
