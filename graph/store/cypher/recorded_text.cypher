// Those that hold words: no index has both the words and the order.
CALL () {
  UNWIND ['words', 'glyphs'] AS {+i}
  CALL db.index.fulltext.queryNodes({i}, {$}.text, {limit: {$}.budget}) YIELD node
  WITH {i}, collect(node) AS found
  RETURN collect(found) AS {+lists}
}
WITH {lists}, any({+l} IN {lists} WHERE size({l}) >= {$}.budget) AS broad
CALL ({lists}) {
  UNWIND {lists} AS {l}
  UNWIND {l} AS {+x}
  WITH DISTINCT {x}
  WHERE {x}:Event AND {x}.seq > {$}.after AND {x}.seq <= {$}.until AND {overlaps}
  WITH {x} ORDER BY {x}.seq LIMIT {$}.limit
  WITH [{x}.seq, {row}] AS row
  RETURN collect(row) AS rows
}
RETURN rows, broad, {unknown} AS missing
