// The commodities that some are parts of.
UNWIND $given.ids AS id
MATCH (c:Commodity {id: id})
RETURN id, [(c)-[:PART_OF]->(x:Commodity) | x.id][0] AS whole
