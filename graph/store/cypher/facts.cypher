UNWIND $given.ids AS id
MATCH (e:Event {id: id})
RETURN e.id AS id, e.edtf AS edtf, e.kind AS kind, e.sk AS sk,
  COLLECT {
    MATCH (e)<-[p:PARTICIPATED_IN {via: 'DIRECT'}]-(a:Actor)
    RETURN {id: a.id, roles: p.roles, nationality: [(a)-[:OF_COUNTRY]->(c:Country) WHERE a:Official | c.id][0],
      officeholder: EXISTS { (a)-[:HELD]->(:Tenure) },
      offices: COLLECT {
        MATCH (a)-[:HELD]->(t:Tenure)-[:OF_POST]->(:Post)-[:AT]->(:Organization)-[:OF_COUNTRY]->(c:Country)
        WHERE (t.earliest IS NULL OR e.latest IS NULL OR t.earliest <= e.latest)
          AND (t.latest IS NULL OR e.earliest IS NULL OR t.latest >= e.earliest)
        RETURN DISTINCT c.id }}
    ORDER BY p.ord
  } AS actors,
  COLLECT {
    MATCH (e)<-[:PART_OF]-(m:Event {kind: 'MEETING'})<-[p:PARTICIPATED_IN {via: 'DIRECT'}]-(a:Official)
    RETURN {meeting: m.id, id: a.id, roles: p.roles} ORDER BY m.id, p.ord
  } AS meetings,
  COLLECT { MATCH (e)-[:PART_OF*0..20]->(r:Event) WHERE NOT EXISTS { (r)-[:PART_OF]->(:Event) } RETURN r.id LIMIT 1 }[0] AS root,
  properties(e) AS props,
  [(e)-[d:OF_DYAD]->(y:Dyad) | {did: y.did, key: d.did, a: y.a, b: y.b, sk: d.sk, lsk: d.lsk}] AS pairs,
  [(e)<-[p:PARTICIPATED_IN]-(a:Actor) | {id: a.id, via: p.via, roles: p.roles, pid: p.pid, sk: p.sk, lsk: p.lsk, wsk: p.wsk}] AS edges
