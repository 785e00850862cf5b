// Disputed events in order of time. Events of which no records contradict each other are not in this index.
CREATE INDEX event_disputed IF NOT EXISTS FOR (n:Event) ON (n.disputed, n.sk);
MATCH (n:Event) WHERE n.disputes IS NOT NULL SET n.disputed = true
