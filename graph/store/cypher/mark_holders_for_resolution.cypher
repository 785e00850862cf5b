// Who holds a post whose holders changed is compared again, where there is a namesake to compare with.
MATCH (p:Post&Unsettled)
WITH p LIMIT $given.limit
REMOVE p:Unsettled
WITH p
CALL (p) {
  MATCH (p)<-[:OF_POST]-(:Tenure)<-[h:HELD]-(o:Official)
  WHERE h.as IS NOT NULL OR EXISTS { MATCH (x:Official {nameKey: o.nameKey}) WHERE x <> o } OR EXISTS { MATCH (:Merged {nameKey: o.nameKey}) }
  SET o:Unsettled
  WITH h.as AS as WHERE as IS NOT NULL
  MATCH (m:Merged {id: as})
  SET m:Unsettled
}
RETURN count(DISTINCT p) AS n
