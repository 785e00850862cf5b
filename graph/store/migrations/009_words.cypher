// The words of a node's names and texts, which the program folds (see words.go): the analyzer takes them as they are. One index for each
// type: a search lists people before events, and what is common in the one is not in the way of the other.
CREATE FULLTEXT INDEX words_event IF NOT EXISTS FOR (n:Event) ON EACH [n.words]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
CREATE FULLTEXT INDEX words_official IF NOT EXISTS FOR (n:Official) ON EACH [n.words]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
CREATE FULLTEXT INDEX words_country IF NOT EXISTS FOR (n:Country) ON EACH [n.words]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
CREATE FULLTEXT INDEX words_organization IF NOT EXISTS FOR (n:Organization) ON EACH [n.words]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
CREATE FULLTEXT INDEX words_post IF NOT EXISTS FOR (n:Post) ON EACH [n.words]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
CREATE FULLTEXT INDEX words_place IF NOT EXISTS FOR (n:Place) ON EACH [n.words]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
CREATE FULLTEXT INDEX words_commodity IF NOT EXISTS FOR (n:Commodity) ON EACH [n.words]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
CREATE FULLTEXT INDEX words_source IF NOT EXISTS FOR (n:Source) ON EACH [n.words]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}
