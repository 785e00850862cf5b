// Long events without a beginning have keys of their own among the long ones: see filter.go.
MATCH (e:Event) WHERE e.lsk < 1152921504606846976 AND e.earliest IS NULL
CALL (e) {
  MATCH (e)<-[p:PARTICIPATED_IN]-() SET p.lsk = p.sk + 1152921504606846976
}
CALL (e) {
  MATCH (e)-[d:OF_DYAD]->() SET d.lsk = d.sk + 1152921504606846976
}
SET e.lsk = e.sk + 1152921504606846976
