MATCH (n:Official {wikidata: $given.wikidata})
RETURN {row} AS row
LIMIT 1
