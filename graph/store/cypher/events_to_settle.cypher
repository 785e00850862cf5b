// Of the next events that were written after a number, those that the rules compare, and the number of the last of all.
MATCH (e:Event)
WHERE e.seq > $given.after
WITH e ORDER BY e.seq LIMIT $given.limit
WITH e.seq AS seq, CASE WHEN e.kind IN $given.kinds AND EXISTS { (e)<-[:PARTICIPATED_IN {via: 'DIRECT'}]-(:Official) } THEN e.id END AS id
RETURN max(seq) AS last, collect(id) AS ids
