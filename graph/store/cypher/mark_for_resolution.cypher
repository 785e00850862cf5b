// Who is to be compared with namesakes again: officials in office who changed, those who hold a changed tenure, and who else
// holds the posts that they do.
CALL () {
  UNWIND $given.officials AS id
  MATCH (n:Official {id: id})
  WHERE EXISTS { (n)-[:HELD]->(:Tenure) }
  RETURN n
  UNION
  UNWIND $given.officials AS id
  MATCH (n:Merged {id: id})
  RETURN n
  UNION
  UNWIND $given.officials AS id
  MATCH (:Official {id: id})-[:HELD]->(:Tenure)-[:OF_POST]->(n:Post)
  RETURN n
  UNION
  UNWIND $given.tenures AS id
  MATCH (:Tenure {id: id})<-[:HELD]-(n:Official)
  RETURN n
  UNION
  UNWIND $given.tenures AS id
  MATCH (:Tenure {id: id})<-[h:HELD]-(:Official)
  WHERE h.as IS NOT NULL
  MATCH (n:Merged {id: h.as})
  RETURN n
  UNION
  UNWIND $given.tenures AS id
  MATCH (:Tenure {id: id})-[:OF_POST]->(n:Post)
  RETURN n
  UNION
  UNWIND $given.posts AS id
  MATCH (n:Post {id: id})
  RETURN n
  UNION
  UNWIND $given.organizations AS id
  MATCH (:Organization {id: id})<-[:AT]-(n:Post)
  RETURN n
}
SET n:Unsettled
WITH count(*) AS marked
CALL () {
  UNWIND $given.officials AS id
  RETURN id
  UNION
  UNWIND $given.tenures AS tenure
  MATCH (:Tenure {id: tenure})<-[h:HELD]-(o:Official)
  RETURN coalesce(h.as, o.id) AS id
}
CALL (id) { MATCH (n:Official {id: id}) RETURN n UNION ALL MATCH (n:Merged {id: id}) RETURN n }
SET n:Unsettled:Unmatched
