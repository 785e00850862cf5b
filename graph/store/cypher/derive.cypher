UNWIND $given.rows AS row
MATCH (e:Event {id: row.id})
SET e += row.props
WITH e, row
CALL (e) { MATCH (e)<-[old:PARTICIPATED_IN {via: 'OFFICIAL'}]-() DELETE old }
CALL (e) { MATCH (e)-[old:OF_DYAD]->() DELETE old }
CALL (e, row) {
  UNWIND row.through AS t
  MATCH (c:Country {id: t.id})
  CREATE (c)-[:PARTICIPATED_IN {roles: t.roles, via: 'OFFICIAL', pid: c.pid, ord: t.ord}]->(e)
}
CALL (e, row) {
  MATCH (e)<-[p:PARTICIPATED_IN]-(a:Actor)
  SET p.pid = a.pid, p.sk = e.sk, p.lsk = e.lsk, p.wsk = row.wsk
}
CALL (e, row) {
  UNWIND row.pairs AS did
  MATCH (d:Dyad {did: did})
  CREATE (e)-[:OF_DYAD {did: did, sk: e.sk, lsk: e.lsk}]->(d)
}
