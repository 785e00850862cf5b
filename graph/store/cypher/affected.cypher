CALL () {
  UNWIND $given.events AS id
  MATCH (:Event {id: id})<-[:PART_OF*0..21]-(e:Event)
  RETURN e
  UNION
  UNWIND $given.events AS id
  MATCH (:Event {id: id})-[:PART_OF]->(e:Event)
  RETURN e
  UNION
  UNWIND $given.officials AS id
  MATCH (:Official {id: id})-[:PARTICIPATED_IN]->(e:Event)
  RETURN e
  UNION
  UNWIND $given.tenures AS id
  MATCH (:Tenure {id: id})<-[:HELD]-(:Official)-[:PARTICIPATED_IN]->(e:Event)
  RETURN e
  UNION
  UNWIND $given.posts AS id
  MATCH (:Post {id: id})<-[:OF_POST]-(:Tenure)<-[:HELD]-(:Official)-[:PARTICIPATED_IN]->(e:Event)
  RETURN e
  UNION
  UNWIND $given.organizations AS id
  MATCH (:Organization {id: id})<-[:AT]-(:Post)<-[:OF_POST]-(:Tenure)<-[:HELD]-(:Official)-[:PARTICIPATED_IN]->(e:Event)
  RETURN e
}
RETURN collect(DISTINCT e.id) AS ids
