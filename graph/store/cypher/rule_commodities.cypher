// Commodities, of some, that are a part of themselves by way of others.
UNWIND $given.ids AS id
MATCH (c:Commodity {id: id})-[:PART_OF]->(d:Commodity)
WHERE c <> d AND EXISTS { (d)-[:PART_OF]->(:Commodity) }
MATCH (d)-[:PART_OF*1..20]->(c)
RETURN DISTINCT c.id AS record, d.id AS other, null AS is, null AS than
