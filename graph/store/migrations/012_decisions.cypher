CREATE CONSTRAINT decision_id IF NOT EXISTS FOR (n:Decision) REQUIRE n.id IS UNIQUE;
CREATE INDEX decision_event IF NOT EXISTS FOR (n:Decision) ON (n.event);
CREATE INDEX decision_other IF NOT EXISTS FOR (n:Decision) ON (n.other);
MATCH (n:Official) SET n:Unsettled:Unmatched;
MATCH (n:Merged) SET n:Unsettled:Unmatched
