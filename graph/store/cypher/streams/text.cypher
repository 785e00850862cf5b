CALL db.index.fulltext.queryNodes('words_event', {$}.text, {limit: {range}.budget}) YIELD node
// Found once more by id: Neo4j 5.26 fails on what a procedure yields in a subquery of a count.
MATCH ({x}:Event {id: node.id})
WHERE {x}.sk > {range}.openLo AND {x}.sk < {range}.openHi AND {overlaps}
  AND ({pids} IS NULL OR EXISTS { ({x})<-[{+o}:PARTICIPATED_IN]-() WHERE {o}.pid IN {pids} })
RETURN {x}
