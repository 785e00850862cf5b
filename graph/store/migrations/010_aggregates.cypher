// Areas of trade that are no countries have ids of their own.
CREATE CONSTRAINT aggregate_id IF NOT EXISTS FOR (n:Aggregate) REQUIRE n.id IS UNIQUE
