// Reports CO and ALONGSIDE edges without a shared event, and wrong `as` lists.
MATCH (a:Actor)
WHERE a.id > $given.after
WITH a ORDER BY a.id LIMIT $given.limit
WITH a, [a.id] + [(a)<-[:MERGED_INTO*]-(m:Merged) | m.id] AS ids
RETURN a.id AS id, a.pid AS pid,
  [(a)-[r:CO|ALONGSIDE]->(b:Actor) WHERE NOT EXISTS { (d:Dyad {did: r.did}) WHERE a.id IN [d.a, d.b] AND b.id IN [d.a, d.b] } | b.id] AS stray,
  [(a)-[r:PARTICIPATED_IN]->(x:Event) WHERE r.as IS NOT NULL AND (r.as = [a.id] OR any(i IN r.as WHERE NOT i IN ids)
    OR [size(r.asRoles), size(r.asOrds)] <> [size(r.as), size(r.as)]
    OR any(i IN r.asRoles WHERE any(role IN split(i, ' ') WHERE NOT role IN r.roles)) OR any(role IN r.roles WHERE NOT any(i IN r.asRoles WHERE role IN split(i, ' ')))) | x.id]
  + [(a)<-[r:ABOUT]-(x) WHERE r.as IS NOT NULL AND (r.as = [a.id] OR any(i IN r.as WHERE NOT i IN ids) OR size(r.asOrds) <> size(r.as)) | x.id]
  + [(a)-[r:HELD]->(x) WHERE r.as IS NOT NULL AND (r.as = a.id OR NOT r.as IN ids) | x.id] AS as
