package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/internal/graphtest"
)

func TestStore_Check_seed(t *testing.T) {
	for _, p := range problems(t, graphtest.Seeded(t)) {
		t.Error(p)
	}
}

// Each row breaks one thing more.
func TestStore_Check_broken(t *testing.T) {
	w := newWorld(t, graphtest.Fresh(t))
	var events []graph.Event
	for i := range 20 {
		events = append(events, w.event(fmt.Sprintf("e%02d", i), graph.Meeting, "2025-09-04", "ann:HOST", "bob:GUEST", "cho:COMPANION"))
	}
	b := w.people()
	b.Events = events
	b.Links = []graph.Link{
		{From: events[0].ID, To: events[1].ID, Sources: w.cite()},
		{From: events[1].ID, To: events[2].ID, Sources: w.cite()},
	}
	w.write(b)
	w.sound()
	sk := func(i int) string { return fmt.Sprint(graph.SortKey(events[i].ID, events[i].Date)) }
	pid := func(name string) string { return fmt.Sprint(graph.ActorKey(w.id("official", name))) }
	did := graph.PairKey(w.id("official", "ann"), w.id("official", "bob"))
	on := func(i int, rest string) string { return "MATCH (e:Event {id: '" + events[i].ID + "'})" + rest }

	tests := []struct {
		cypher string
		want   []string
	}{
		{on(0, " SET e.actorCount = 9"), []string{"event:e00: actorCount is 9, and should be 3"}},
		{on(0, " REMOVE e.root"), []string{"event:e00: root is missing, and should be event:e00"}},
		{on(0, " REMOVE e.principals"), []string{"event:e00: principals is missing, and should be " + pid("ann") + "; " + pid("bob")}},
		{on(0, " SET e.principalPair = 1"), []string{"event:e00: principalPair is 1, and should be " + fmt.Sprint(did)}},
		{on(0, " SET e.class = 'MESSAGE'"), []string{"event:e00: class is MESSAGE, and should be IN_PERSON"}},
		{on(0, " SET e.latest = date('2025-09-05')"), []string{"event:e00: latest is 2025-09-05, and should be 2025-09-04"}},
		{on(1, " SET e.lsk = 7"), []string{"event:e01: lsk is 7, and should be missing"}},
		{on(2, "<-[p:PARTICIPATED_IN]-(:Official {name: 'ann'}) SET p.sk = 1"), []string{"event:e02: the participation of official:ann: sk is 1, and should be " + sk(2)}},
		{on(3, "<-[p:PARTICIPATED_IN]-(:Official {name: 'ann'}) SET p.pid = 1"), []string{"event:e03: the participation of official:ann: pid is 1, and should be " + pid("ann")}},
		{on(4, "<-[p:PARTICIPATED_IN]-(:Official {name: 'ann'}) SET p.wsk = 1"), []string{"event:e04: the participation of official:ann: wsk is 1, and should be missing"}},
		{on(4, "<-[p:PARTICIPATED_IN]-(:Official {name: 'bob'}) SET p.lsk = 1"), []string{"event:e04: the participation of official:bob: lsk is 1, and should be missing"}},
		{on(5, "<-[p:PARTICIPATED_IN]-(:Country {iso3: 'CHN'}) SET p.roles = ['GUEST']"), []string{"event:e05: the participation of country:CHN: roles is GUEST, and should be HOST"}},
		{on(6, "<-[p:PARTICIPATED_IN]-(:Country {iso3: 'CHN'}) DELETE p"), []string{"event:e06: the participation OFFICIAL country:CHN is missing"}},
		{
			on(7, ", (c:Country {iso3: 'CHN'}) CREATE (c)-[:PARTICIPATED_IN {roles: ['HOST'], via: 'OFFICIAL', pid: c.pid, sk: e.sk}]->(e)"),
			[]string{"event:e07: the participation of country:CHN via OFFICIAL should not be there, or not twice"},
		},
		{on(8, "-[d:OF_DYAD {did: "+fmt.Sprint(did)+"}]->() SET d.sk = 1"), []string{"event:e08: the pair of official:ann and official:bob: sk is 1, and should be " + sk(8)}},
		{
			"MATCH (d:Dyad {did: " + fmt.Sprint(did) + "}) SET d.tally = d.sums",
			[]string{"the pair of official:ann and official:bob: the tally of their 20 events is wrong, or of other events ("},
		},
		{on(9, "-[d:OF_DYAD {did: "+fmt.Sprint(did)+"}]->() SET d.did = 1"), []string{"event:e09: the pair of official:ann and official:bob: did is 1, and should be " + fmt.Sprint(did)}},
		{on(10, "-[d:OF_DYAD {did: "+fmt.Sprint(did)+"}]->() DELETE d"), []string{
			"event:e10: the pair of official:ann and official:bob is missing",
			"the edge from official:ann to official:bob: w is 20, and should be 19", "the edge from official:bob to official:ann: w is 20, and should be 19",
			"the pair of official:ann and official:bob: the tally of their 19 events is wrong, or of other events (",
		}},
		{"MATCH (:Official {name: 'bob'})-[r:CO]->(:Official {name: 'cho'}) SET r.w = 3", []string{"the edge from official:bob to official:cho: w is 3, and should be 20"}},
		{"MATCH (:Official {name: 'cho'})-[r:CO]->(:Official {name: 'bob'}) SET r.aid = 3", []string{"the edge from official:cho to official:bob: aid is 3, and should be " + pid("cho")}},
		{"MATCH (:Official {name: 'ann'})-[r:CO]->(:Official {name: 'cho'}) DELETE r", []string{"the edge from official:ann to official:cho is missing: they share 20 events"}},
		{
			"MATCH (a:Official {name: 'ann'}), (c:Country {iso3: 'RUS'}) CREATE (a)-[:ALONGSIDE {aid: a.pid, did: 5, w: 1}]->(c)",
			[]string{"official:ann and country:RUS are connected, and share no event"},
		},
		{"CREATE (:Dyad {did: 5, a: 'official:x', b: 'official:y'})", []string{
			"the pair of official:x and official:y: did is 5, and should be " + fmt.Sprint(graph.PairKey("official:x", "official:y")),
			"the pair of official:x and official:y shares no event",
		}},
		{on(11, " SET e.sk = 5"), []string{ // and all that is copied from it
			"event:e11: sk is that of 1970-01-01, and should be that of 2025-09-04",
			"event:e11: the pair of country:CHN and country:PRK: sk", "event:e11: the pair of country:CHN and country:RUS: sk", "event:e11: the pair of country:PRK and country:RUS: sk",
			"event:e11: the pair of official:ann and official:bob: sk", "event:e11: the pair of official:ann and official:cho: sk", "event:e11: the pair of official:bob and official:cho: sk",
			"event:e11: the participation of country:CHN: sk", "event:e11: the participation of country:PRK: sk", "event:e11: the participation of country:RUS: sk",
			"event:e11: the participation of official:ann: sk", "event:e11: the participation of official:bob: sk", "event:e11: the participation of official:cho: sk",
		}},
		{on(12, ", (f:Event {id: '"+events[13].ID+"'}) CREATE (e)-[:PART_OF]->(f)-[:PART_OF]->(e)"), []string{
			"event:e12: it is a part of itself, or of more than 20 events in a row", "event:e12: root is event:e12, and should be missing",
			"event:e13: it is a part of itself, or of more than 20 events in a row", "event:e13: root is event:e13, and should be missing",
		}},
		{on(14, " SET e.edtf = 'once'"), []string{"event:e14: bad date"}},
		{on(15, "-[r:SOURCED_FROM]->() DELETE r"), []string{"event:e15: sources: a record needs at least one source"}},
		{"MATCH (p:Place)-[r:SOURCED_FROM]->() DELETE r", []string{"place:hall: sources: a record needs at least one source"}},
		{"MATCH (:Event {id: '" + events[1].ID + "'})-[r:LED_TO]->() SET r.sources = []", []string{"event:e01 → event:e02: sources: a record needs at least one source"}},
		{"MATCH (e:Event {id: '" + events[1].ID + "'}) SET e.edtf = '2024-09-04', e.earliest = date('2024-09-04'), e.latest = date('2024-09-04')", []string{
			"event:e01: sk is that of 2025-09-04, and should be that of 2024-09-04",
			"event:e00 → event:e01: event:e00 (2025-09-04) cannot have led to event:e01 (2024-09-04)",
		}},
		{on(16, " SET e.seq = 1000000"), []string{"event:e16: it was recorded under the number 1000000, and the last one given is "}},
		{
			on(17, "<-[p:PARTICIPATED_IN]-(:Official {name: 'ann'}) SET p.as = ['official:nobody'], p.asRoles = ['HOST'], p.asOrds = [0]"),
			[]string{"official:ann and event:e17: the recorded ids are wrong"},
		},
		{"CREATE (:Merged {id: 'official:gone'}), (:Retracted {id: 'event:gone'})", []string{
			"event:gone: date: it is missing",
			"event:gone: it is hidden, and no merge or retraction that stands says why",
			`event:gone: kind: "" is none of AGREEMENT, CEREMONY, MEETING, MESSAGE, OTHER, SANCTION, STATEMENT, TRADE_RELEASE, VISIT`,
			"event:gone: sources: a record needs at least one source",
			"event:gone: title: it is empty or has blanks around it",
			"official:gone: it is hidden, and no merge or retraction that stands says why",
			"official:gone: name: it is empty or has blanks around it",
			"official:gone: sources: a record needs at least one source",
		}},
		{"MATCH (a:Official {name: 'cho'}) SET a.pid = 5", []string{"official:cho: pid is 5, and should be " + pid("cho")}},
	}
	known := []string{}
	for _, tt := range tests {
		w.column(tt.cypher)
		now := problems(t, w.s)
		fresh := []string{}
		for _, p := range now {
			if !slices.Contains(known, p) {
				fresh = append(fresh, strings.ReplaceAll(p, w.name+"-", ""))
			}
		}
		known = now
		slices.Sort(fresh)
		slices.Sort(tt.want)
		if !slices.EqualFunc(fresh, tt.want, strings.HasPrefix) {
			t.Errorf("%s:\n%s", tt.cypher, cmp.Diff(tt.want, fresh))
		}
	}
}
