// What an official has that was recorded of some ids: in which events, and whether in office too.
MATCH (a:Official {id: $given.from})
RETURN COLLECT {
  MATCH (a)-[p:PARTICIPATED_IN {via: 'DIRECT'}]->(e:Event)
  WHERE any(x IN coalesce(p.as, [a.id]) WHERE x IN $given.ids)
  RETURN e.id
} AS events, EXISTS { MATCH (a)-[h:HELD]->() WHERE coalesce(h.as, a.id) IN $given.ids } AS office
