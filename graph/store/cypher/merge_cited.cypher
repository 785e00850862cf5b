// What speaks for a merge changed: more offices agree, or a name was corrected.
MATCH (g:Merge {id: $given.id})
SET g.name = $given.name
WITH g
CALL (g) { MATCH (g)-[old:SOURCED_FROM]->() DELETE old }
UNWIND $given.sources AS s
MATCH (x:Source {id: s.id})
CREATE (g)-[:SOURCED_FROM {quote: s.quote, record: s.record, mentions: s.mentions, ord: s.ord}]->(x)
