UNWIND ['words', 'glyphs'] AS i
CALL db.index.fulltext.queryNodes(i, $words, {limit: $best}) YIELD node, score
WITH node, max(score) AS score
WHERE $labels IS NULL OR any(l IN labels(node) WHERE l IN $labels)
WITH node, score ORDER BY score DESC, node.id LIMIT $first
RETURN collect([node.id, score, [t IN [node.name, node.nativeName, node.title] + coalesce(node.aliases, [])
  + [node.description, node.summary] WHERE t IS NOT NULL]]) AS rows
