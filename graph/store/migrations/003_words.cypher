// Two analyzers: standard-folding finds "Jose" for José, cjk finds 近平 and 석열; neither finds both.
CREATE FULLTEXT INDEX words IF NOT EXISTS
FOR (n:Event|Official|Country|Organization|Post|Place|Commodity|Source)
ON EACH [n.name, n.title, n.aliases, n.summary, n.description]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}};
CREATE FULLTEXT INDEX glyphs IF NOT EXISTS
FOR (n:Event|Official|Country|Organization|Post|Place|Commodity|Source)
ON EACH [n.nativeName, n.name, n.title, n.aliases, n.summary, n.description]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};
