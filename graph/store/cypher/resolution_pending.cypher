MATCH (n:Unsettled)
WHERE n:Official OR n:Merged
WITH n LIMIT $given.limit
RETURN n.id AS id, n.name AS name, n:Merged OR EXISTS { (n)-[:HELD]->(:Tenure) } AS office
