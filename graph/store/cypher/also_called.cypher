// Officials are found by the names of those merged into them too: among their aliases, and their own are kept beside.
UNWIND $given.ids AS id
MATCH (k:Official {id: id})
WITH k, CASE WHEN $given.written THEN coalesce(k.aliases, []) ELSE coalesce(k.ownAliases, k.aliases, []) END AS own,
  COLLECT {
    MATCH (k)<-[:MERGED_INTO*]-(m:Merged)
    UNWIND [m.name, m.nativeName] + coalesce(m.ownAliases, m.aliases, []) AS name
    WITH k, name WHERE name <> k.name
    RETURN DISTINCT name ORDER BY name
  } AS others, EXISTS { (k)<-[:MERGED_INTO]-() } AS has
SET k.ownAliases = CASE WHEN has THEN own END
WITH k, own + [x IN others WHERE NOT x IN own] AS shown
SET k.aliases = CASE WHEN size(shown) > 0 THEN shown END
RETURN k.id AS id, [t IN [k.name, k.nativeName] + coalesce(k.aliases, []) WHERE t IS NOT NULL] AS names, [] AS texts, k.words AS words
