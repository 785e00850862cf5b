// Those that hold words: no index has both the words and the order.
CALL () {
  CALL db.index.fulltext.queryNodes('words_event', {$}.text, {limit: {$}.budget}) YIELD node
  RETURN collect(node) AS {+list}
}
WITH {list}, size({list}) >= {$}.budget AS broad
CALL ({list}) {
  UNWIND {list} AS {+x}
  WITH {x}
  WHERE {x}.seq > {$}.after AND {x}.seq <= {$}.until AND {overlaps}
  WITH {x} ORDER BY {x}.seq LIMIT {$}.limit
  WITH [{x}.seq, {row}] AS row
  RETURN collect(row) AS rows
}
RETURN rows, broad, {unknown} AS missing
