// The names and texts of nodes that search finds, and the words that are stored of them.
CALL () {
  MATCH (n:Event) WHERE n.id > $given.after RETURN n ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:Official) WHERE n.id > $given.after RETURN n ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:Country) WHERE n.id > $given.after RETURN n ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:Organization) WHERE n.id > $given.after RETURN n ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:Post) WHERE n.id > $given.after RETURN n ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:Place) WHERE n.id > $given.after RETURN n ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:Commodity) WHERE n.id > $given.after RETURN n ORDER BY n.id LIMIT $given.limit
  UNION ALL MATCH (n:Source) WHERE n.id > $given.after RETURN n ORDER BY n.id LIMIT $given.limit
}
WITH n ORDER BY n.id LIMIT $given.limit
RETURN n.id AS id, n.words AS words,
  [t IN [n.name, n.nativeName, n.title] + coalesce(n.aliases, []) + [n.description, n.iso3, n.code, n.url] WHERE t IS NOT NULL] AS names,
  [t IN [n.summary] WHERE t IS NOT NULL] AS texts
