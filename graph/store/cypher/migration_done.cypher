MERGE (m:Migration {number: $number})
SET m.name = $name, m.at = datetime()
