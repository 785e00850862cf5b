// The merged official leaves every list and index of officials, and keeps what was recorded of itself.
MATCH (m:Official {id: $merge}), (k:Official {id: $keep}), (s:Source {id: $source})
REMOVE m:Official:Actor
SET m:Merged
CREATE (m)-[:MERGED_INTO]->(k)
CREATE (g:Merge {id: 'merge:' + substring(m.id, 9) + ':' + (COUNT { MATCH (:Merge {merged: $merge}) } + 1),
  keep: k.id, merged: m.id, name: m.name, at: datetime.transaction()})
CREATE (g)-[:SOURCED_FROM {quote: $quote, ord: 0}]->(s)
