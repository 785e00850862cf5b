CALL db.index.fulltext.queryNodes('words_event', {$}.text, {limit: {range}.budget}) YIELD score RETURN score
