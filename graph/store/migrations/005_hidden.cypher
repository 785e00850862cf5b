// What was merged away or retracted keeps its id, and no list, count or search finds it.
CREATE CONSTRAINT merged_id IF NOT EXISTS FOR (n:Merged) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT retracted_id IF NOT EXISTS FOR (n:Retracted) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT merge_id IF NOT EXISTS FOR (n:Merge) REQUIRE n.id IS UNIQUE;
CREATE INDEX merge_keep IF NOT EXISTS FOR (n:Merge) ON (n.keep);
CREATE INDEX merge_merged IF NOT EXISTS FOR (n:Merge) ON (n.merged);
CREATE CONSTRAINT retraction_id IF NOT EXISTS FOR (n:Retraction) REQUIRE n.id IS UNIQUE;
CREATE INDEX retraction_of IF NOT EXISTS FOR (n:Retraction) ON (n.of)
