// Officials in office are compared with those of the same name, by a key of the name (see graph/identity). Those who
// are there already get theirs when the rule runs first.
CREATE INDEX official_namekey IF NOT EXISTS FOR (n:Official) ON (n.nameKey);
CREATE INDEX merged_namekey IF NOT EXISTS FOR (n:Merged) ON (n.nameKey);
MATCH (n:Official) WHERE EXISTS { (n)-[:HELD]->(:Tenure) } SET n:Unsettled;
MATCH (n:Merged) SET n:Unsettled
