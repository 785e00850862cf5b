// Pages seek by these: all events, those of an actor, those of a pair; events that last long or have many actors apart.
CREATE INDEX event_lsk IF NOT EXISTS FOR (n:Event) ON (n.lsk);
CREATE INDEX participated_sk IF NOT EXISTS FOR ()-[r:PARTICIPATED_IN]-() ON (r.pid, r.sk);
CREATE INDEX participated_lsk IF NOT EXISTS FOR ()-[r:PARTICIPATED_IN]-() ON (r.pid, r.lsk);
CREATE INDEX participated_wsk IF NOT EXISTS FOR ()-[r:PARTICIPATED_IN]-() ON (r.pid, r.wsk);
CREATE INDEX dyad_sk IF NOT EXISTS FOR ()-[r:OF_DYAD]-() ON (r.did, r.sk);
CREATE INDEX dyad_lsk IF NOT EXISTS FOR ()-[r:OF_DYAD]-() ON (r.did, r.lsk);
CREATE INDEX co_w IF NOT EXISTS FOR ()-[r:CO]-() ON (r.aid, r.w);
CREATE INDEX alongside_w IF NOT EXISTS FOR ()-[r:ALONGSIDE]-() ON (r.aid, r.w);
// The edges of a pair are found by its number when what they count changes.
CREATE INDEX co_did IF NOT EXISTS FOR ()-[r:CO]-() ON (r.did);
CREATE INDEX alongside_did IF NOT EXISTS FOR ()-[r:ALONGSIDE]-() ON (r.did);
// Look-ups.
CREATE INDEX event_kind IF NOT EXISTS FOR (n:Event) ON (n.kind);
CREATE INDEX event_earliest IF NOT EXISTS FOR (n:Event) ON (n.earliest);
CREATE INDEX event_latest IF NOT EXISTS FOR (n:Event) ON (n.latest);
CREATE INDEX official_name IF NOT EXISTS FOR (n:Official) ON (n.name, n.id);
CREATE INDEX official_wikidata IF NOT EXISTS FOR (n:Official) ON (n.wikidata);
CREATE INDEX country_iso3 IF NOT EXISTS FOR (n:Country) ON (n.iso3);
CREATE INDEX commodity_code IF NOT EXISTS FOR (n:Commodity) ON (n.code, n.classification);
CREATE INDEX series_key IF NOT EXISTS FOR (n:TradeSeries) ON (n.reporter, n.partner, n.flow, n.commodity, n.frequency);
CREATE INDEX figure_start IF NOT EXISTS FOR (n:TradeFigure) ON (n.start);
CREATE INDEX revision_of IF NOT EXISTS FOR (n:Revision) ON (n.of);
CREATE INDEX claim_of IF NOT EXISTS FOR (n:Claim) ON (n.of);
