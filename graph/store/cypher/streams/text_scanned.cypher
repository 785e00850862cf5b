CALL db.index.fulltext.queryNodes({i}, {$}.text, {limit: {range}.budget}) YIELD score RETURN score
