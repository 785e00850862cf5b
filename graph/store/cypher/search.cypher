// The best of each type: an index has them in the order of what the words ask for, see question.ranked. A country that is called so
// in another language comes with them.
CALL () {
  MATCH (node:Country {id: $given.country})
  RETURN node, 'words_country' AS i, 0.0 AS score
  UNION ALL
  UNWIND $given.indexes AS i
  CALL db.index.fulltext.queryNodes(i, $given.words, {limit: $given.first}) YIELD node, score
  RETURN node, i, score
}
WITH node, i, max(score) AS score
RETURN collect([node.id, i, score,
  [t IN [node.name, node.nativeName, node.title] + coalesce(node.aliases, []) + [node.description, node.iso3, node.code, node.url] WHERE t IS NOT NULL],
  [t IN [node.summary] WHERE t IS NOT NULL],
  coalesce(node.id = $given.country, false)]) AS rows
