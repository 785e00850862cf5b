MATCH (m:Migration {number: 0})
SET m.settled = $given.seq
