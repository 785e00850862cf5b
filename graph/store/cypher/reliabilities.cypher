UNWIND $given.ids AS id
MATCH (s:Source {id: id})
RETURN s.id AS id, s.reliability AS reliability, s.published AS published
