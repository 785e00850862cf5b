// For which countries officials act: their nationality, and each tenure's dates with the country of its post.
UNWIND $given.ids AS id
MATCH (a:Actor {id: id}) WHERE a:Official
RETURN id, [(a)-[:OF_COUNTRY]->(c:Country) | c.id][0] AS nationality,
  COLLECT {
    MATCH (a)-[:HELD]->(t:Tenure)
    RETURN [t.edtf, [(t)-[:OF_POST]->(:Post)-[:AT]->(:Organization)-[:OF_COUNTRY]->(c:Country) | c.id][0]]
  } AS tenures
