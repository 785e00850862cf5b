// Officials as they were recorded, with what the rule compares, and what was decided of them before.
UNWIND $given.ids AS id
CALL (id) { MATCH (n:Official {id: id}) RETURN n UNION ALL MATCH (n:Merged {id: id}) RETURN n }
OPTIONAL MATCH (n)-[:OF_COUNTRY]->(c:Country)
RETURN n.id AS id, n.name AS name, n.wikidata AS wikidata, n.born AS born, n.died AS died, c.id AS country, c.name AS countryName,
  [x IN [n.nativeName] + coalesce(n.ownAliases, n.aliases, []) WHERE x IS NOT NULL] AS others,
  COLLECT { MATCH (n)-[:SOURCED_FROM|LOADED_FROM]->(s:Source) WHERE s.id STARTS WITH $given.files RETURN DISTINCT s.id } AS files,
  COLLECT {
    MATCH (n)-[:MERGED_INTO*0..]->(o:Official)-[h:HELD]->(t:Tenure)-[:OF_POST]->(p:Post)
    WHERE coalesce(h.as, o.id) = n.id
    OPTIONAL MATCH (p)-[:AT]->(org:Organization)
    OPTIONAL MATCH (org)-[:OF_COUNTRY]->(at:Country)
    RETURN {tenure: t.id, dates: t.edtf, post: p.id, title: p.title, level: p.level, organization: org.name, country: at.id, countryName: at.name}
  } AS held,
  COLLECT {
    CALL (n) {
      MATCH (g:Merge {merged: n.id}) RETURN g
      UNION
      MATCH (g:Merge {keep: n.id}) RETURN g
    }
    RETURN {id: g.id, keep: g.keep, merged: g.merged, name: g.name, rule: g.rule, undone: g.undoneAt IS NOT NULL, settled: coalesce(g.settled, false),
      sources: COLLECT { MATCH (g)-[r:SOURCED_FROM]->(s) RETURN {id: s.id, record: r.record} ORDER BY r.ord }}
  } AS merges
