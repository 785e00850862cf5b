// The best of each type: an index has them in the order of what the words ask for, see question.ranked.
UNWIND $indexes AS i
CALL db.index.fulltext.queryNodes(i, $words, {limit: $first}) YIELD node, score
RETURN collect([node.id, i, score,
  [t IN [node.name, node.nativeName, node.title] + coalesce(node.aliases, []) + [node.description, node.iso3, node.code, node.url] WHERE t IS NOT NULL],
  [t IN [node.summary] WHERE t IS NOT NULL]]) AS rows
