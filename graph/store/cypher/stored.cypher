UNWIND $given.ids AS id
CALL (id) {
  MATCH (n:Event {id: id}) RETURN n
  UNION ALL MATCH (n:Actor {id: id}) RETURN n
  UNION ALL MATCH (n:Merged {id: id}) RETURN n
  UNION ALL MATCH (n:Retracted {id: id}) RETURN n
  UNION ALL MATCH (n:Merge {id: id}) RETURN n
  UNION ALL MATCH (n:Revision {id: id}) RETURN n
  UNION ALL MATCH (n:Decision {id: id}) RETURN n
  UNION ALL MATCH (n:Retraction {id: id}) RETURN n
  UNION ALL MATCH (n:Aggregate {id: id}) RETURN n
  UNION ALL MATCH (n:Tenure {id: id}) RETURN n
  UNION ALL MATCH (n:Post {id: id}) RETURN n
  UNION ALL MATCH (n:Place {id: id}) RETURN n
  UNION ALL MATCH (n:Commodity {id: id}) RETURN n
  UNION ALL MATCH (n:TradeSeries {id: id}) RETURN n
  UNION ALL MATCH (n:TradeFigure {id: id}) RETURN n
  UNION ALL MATCH (n:Source {id: id}) RETURN n
}
// Returns records as they were written, without the aliases of officials that were merged into them later.
RETURN id, CASE WHEN n.ownAliases IS NULL THEN properties(n) ELSE n {.*, aliases: n.ownAliases} END AS props, {
  place: [(n)-[:HELD_IN]->(x) | x.id][0],
  partOf: [(n)-[:PART_OF]->(x:Event|Retracted) | x.id][0],
  parent: [(n)-[:PART_OF]->(x:Commodity) | x.id][0],
  country: [(n)-[:OF_COUNTRY|IN_COUNTRY]->(x) | x.id][0],
  organization: [(n)-[:AT]->(x) | x.id][0],
  official: [(n:Tenure|Retracted)<-[r:HELD]-(x) | coalesce(r.as, x.id)][0],
  post: [(n)-[:OF_POST]->(x) | x.id][0],
  series: [(n)-[:IN_SERIES]->(x) | x.id][0],
  participants: COLLECT {
    MATCH (n)<-[r:PARTICIPATED_IN {via: 'DIRECT'}]-(x)
    UNWIND CASE WHEN r.as IS NULL THEN [{id: x.id, roles: r.roles, ord: r.ord}]
      ELSE [i IN range(0, size(r.as) - 1) | {id: r.as[i], roles: split(r.asRoles[i], ' '), ord: r.asOrds[i]}] END AS p
    RETURN {id: p.id, roles: p.roles} ORDER BY p.ord
  },
  about: COLLECT {
    MATCH (n)-[r:ABOUT]->(x)
    UNWIND CASE WHEN r.as IS NULL THEN [{id: x.id, ord: r.ord}] ELSE [i IN range(0, size(r.as) - 1) | {id: r.as[i], ord: r.asOrds[i]}] END AS p
    RETURN {id: p.id} ORDER BY p.ord
  },
  retracted: [(n)-[:PART_OF|ABOUT|DERIVED_FROM]->(x:Retracted) | x.id],
  derivedFrom: COLLECT { MATCH (n)-[r:DERIVED_FROM]->(x) RETURN {id: x.id, by: r.by} ORDER BY x.id },
  sources: COLLECT { MATCH (n)-[r:SOURCED_FROM]->(x) RETURN {id: x.id, quote: r.quote, record: r.record, mentions: r.mentions} ORDER BY r.ord, x.id }
} AS edges,
// An event that was retracted has no more edges, and a record of them. One that shows more than its record has a copy of the record.
// What a retraction keeps is no record of its own.
n:Retracted AS hidden,
CASE WHEN NOT n:Retraction THEN coalesce(n.record, COLLECT { MATCH (g:Retraction {of: id}) WHERE n:Retracted AND g.undoneAt IS NULL RETURN g.record }[0]) END AS record
