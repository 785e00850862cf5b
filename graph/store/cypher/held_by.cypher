// Who holds posts, and when: by the key of a name, since several records may be of one person.
UNWIND $given.posts AS id
MATCH (p:Post {id: id})
RETURN id, COLLECT {
  MATCH (p)<-[:OF_POST]-(t:Tenure)<-[h:HELD]-(o:Official)
  OPTIONAL MATCH (m:Merged {id: h.as})
  RETURN [coalesce(CASE WHEN h.as IS NULL THEN o.nameKey ELSE m.nameKey END, h.as, o.id), t.edtf] LIMIT $given.limit
} AS holders
