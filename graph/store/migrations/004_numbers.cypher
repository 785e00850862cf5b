// The number under which an event was recorded last; one that was written before there were numbers has none.
CREATE CONSTRAINT event_seq IF NOT EXISTS FOR (n:Event) REQUIRE n.seq IS UNIQUE;
