MERGE (m:Migration {number: $given.number})
SET m.name = $given.name, m.at = datetime()
