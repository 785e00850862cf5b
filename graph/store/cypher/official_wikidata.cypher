MATCH (n:Official {wikidata: $wikidata})
RETURN {row} AS row
LIMIT 1
