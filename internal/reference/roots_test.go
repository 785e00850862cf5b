package reference_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"demarche/graph"
	"demarche/graph/edtf"
)

// computed are documents that ask for each root whose answer is computed; %[1]s and so on are ids of two officials, a
// country and an event.
var computed = map[string]string{
	"histogram": `{ d: timelineHistogram(bucket: DAY, filter: {during: {from: "2018-01", to: "2018-02"}}) { start end certain possible } m: timelineHistogram(bucket: MONTH, filter: {actors: [%[1]q], during: {from: "2012", to: "2019"}}) { start end certain possible }
		q: timelineHistogram(bucket: QUARTER, filter: {kinds: [VISIT, MEETING]}) { start end certain possible } y: timelineHistogram(bucket: YEAR) { start end certain possible } none: timelineHistogram(bucket: YEAR, filter: {places: ["none"]}) { start }
		empty: timelineHistogram(bucket: YEAR, filter: {during: {from: "1700", to: "1701"}}) { start } many: timelineHistogram(bucket: DAY) { start bucket possible } }`,
	"relationship": `{ a: relationship(between: [%[1]q, %[2]q]) ` + relationshipFields + ` b: relationship(between: [%[1]q, %[3]q], during: {from: "2012", to: "2018-06"}) ` + relationshipFields + `
		c: relationship(between: [%[3]q, "country:USA"]) ` + relationshipFields + ` d: relationship(between: [%[1]q]) { count } e: relationship(between: [%[1]q, %[1]q]) { count } f: relationship(between: [%[1]q, "official:none"]) { count } g: relationship(between: [%[1]q, %[2]q, %[3]q]) ` + relationshipFields + ` }`,
	"relationship, fields": `{ r: relationship(between: [%[1]q, %[2]q]) { first { title participants { actor { id } office { id } } } last { kind ... on Meeting { x: partOf { id } } ... on Visit { x: place { name } } } between { __typename name ... on Country { code } timeline(first: 1) { totalCount } } timeline(first: -1) { totalCount } }
		s: relationship(between: [%[1]q, %[2]q]) { first { id } longestGap { from { title } } timeline(first: 2, order: OLDEST_FIRST) { edges { cursor node { title } } pageInfo { hasNextPage endCursor } } } }`,
	"map": `{ a: relationshipMap(around: [%[1]q]) ` + mapFields + ` b: relationshipMap(around: [%[3]q, %[2]q], depth: 2, bucket: YEAR) ` + mapFields + `
		c: relationshipMap(around: [%[1]q], during: {from: "2012", to: "2018"}, kinds: [MEETING, VISIT], bucket: QUARTER) ` + mapFields + ` g: relationshipMap(around: [%[1]q], during: {from: "2012-03-05", to: "2018"}, bucket: MONTH, depth: 2) ` + mapFields + `
		h: relationshipMap(around: [%[1]q, %[2]q], kinds: [MEETING]) ` + mapFields + ` i: relationshipMap(around: [%[1]q], during: {from: "2016-11", to: "2017-02"}, bucket: DAY) ` + mapFields + `
		d: relationshipMap(around: []) { nodes { id } } e: relationshipMap(around: [%[1]q], depth: 4) { nodes { id } } f: relationshipMap(around: ["official:none"]) { nodes { id } } }`,
	"chain": `{ a: eventChain(from: %[4]q) ` + chainFields + ` b: eventChain(from: %[4]q, via: [SHARED_COUNTRY], maxGapDays: 30, maxDepth: 2) ` + chainFields + ` c: eventChain(from: %[4]q, direction: BACKWARD, via: [SHARED_OFFICIAL, PART_OF, LED_TO], maxDepth: 2, first: 40) ` + chainFields + `
		d: eventChain(from: %[4]q, via: [LED_TO, SHARED_OFFICIAL], maxGapDays: 400, maxDepth: 3, first: 30) ` + chainFields + ` e: eventChain(from: "none") { truncated } f: eventChain(from: %[4]q, maxDepth: 0) { truncated } g: eventChain(from: %[4]q, first: 0, via: [SHARED_COUNTRY]) ` + chainFields + `
		h: eventChain(from: %[4]q, direction: BACKWARD, via: [SHARED_COUNTRY], maxGapDays: 60, maxDepth: 3) ` + chainFields + ` }`,
	"trade around": `{ a: tradeAround(event: %[4]q, reporter: "CHN", partner: "PRK") ` + aroundFields + ` b: tradeAround(event: %[4]q, reporter: "CHN", partner: "PRK", commodity: "1507", monthsBefore: 120, monthsAfter: 0) ` + aroundFields + `
		c: tradeAround(event: %[4]q, reporter: "PRK", partner: "CHN", flow: IMPORT) ` + aroundFields + ` d: tradeAround(event: "none", reporter: "CHN", partner: "PRK") { points { offsetMonths } } e: tradeAround(event: %[4]q, reporter: "CHN", partner: "PRK", monthsAfter: 121) { missingMonths }
		f: tradeAround(event: %[4]q, reporter: "CHN", partner: "WLD", monthsBefore: 60, monthsAfter: 60) ` + aroundFields + ` }`,
	"top commodities": `{ a: topCommodities(reporter: "CHN", partner: "PRK", flow: EXPORT, period: "2025-09") ` + shareFields + ` b: topCommodities(reporter: "CHN", partner: "PRK", flow: EXPORT, period: "2020", first: 1) ` + shareFields + `
		c: topCommodities(reporter: "CHN", partner: "PRK", flow: IMPORT, period: "2020-05") ` + shareFields + ` d: topCommodities(reporter: "CHN", partner: "PRK", flow: IMPORT, period: "2020-04/2020-06") ` + shareFields + ` e: topCommodities(reporter: "CHN", partner: "PRK", flow: EXPORT, period: "2020-04-05") { rank } f: topCommodities(reporter: "CHN", partner: "PRK", flow: EXPORT, period: "2020", first: -1) { rank }
		g: topCommodities(reporter: "CHN", partner: "WLD", flow: EXPORT, period: "2020-05") ` + shareFields + ` h: topCommodities(reporter: "CHN", partner: "EU", flow: EXPORT, period: "2019-05") ` + shareFields + ` }`,
}

const (
	relationshipFields = `{ between { id } count byKind { kind count } first { id } last { id } longestGap { from { id } to { id } days { min max } } timeline(first: 3) { totalCount nodes { id } pageInfo { hasNextPage } } }`
	mapFields          = `{ nodes { id label type degree } edges { id source target weight first last kinds { kind count } series { start end bucket certain possible } } bucket frames { start end added removed } omitted { nodes edges exact reason } }`
	chainFields        = `{ events { event { id } depth } links { from to via gap { min max } order shared { id } sources { quote source { id } } } truncated }`
	aroundFields       = `{ event { id } firstMonth lastMonth points { offsetMonths figure { id value } } missingMonths otherEventsInWindow { id } }`
	shareFields        = `{ commodity { code parent { code } } rank value share sources { quote source { id } } }`
)

// roots compares the computed roots for two officials, a country and each of some events.
func roots(t *testing.T, b both, one, other, country string, events ...string) {
	t.Helper()
	for name, text := range computed {
		t.Run(name, func(t *testing.T) {
			for i, event := range events {
				if i > 0 && !strings.Contains(text, "%[4]q") {
					break // the event is not asked for
				}
				b.same(t, fmt.Sprintf(text+"%.0[1]s%.0[2]s%.0[3]s%.0[4]s", one, other, country, event), nil)
			}
		})
	}
}

func TestRoots(t *testing.T) {
	roots(t, seeded(t), "official:Q56226", "official:Q15031", "country:CHN",
		"event:2025-09-kim-beijing-visit", "event:2019-06-xi-pyongyang-visit", "event:2025-10-statement-largest-partner")
}

// TestShortestPath compares lengths, for several ways may be as short, and sees that each way is one.
func TestShortestPath(t *testing.T) {
	ends := []string{"official:Q56226", "official:Q15031", "official:Q22686", "official:lee-jae-myung", "official:li-keqiang", "country:PRK", "org:gacc", "official:none"}
	paths(t, seeded(t), ends, "", `, during: {from: "2019", to: "2025"}`, ", maxHops: 2", ", maxHops: 0")
}

func paths(t *testing.T, b both, ends []string, more ...string) {
	t.Helper()
	for _, from := range ends {
		for _, to := range ends {
			for i, m := range more {
				var during *graph.Window
				if i == 1 {
					during = window("2019", "2025")
				}
				b.way(t, fmt.Sprintf("{ p: shortestPath(from: %q, to: %q%s) { length actors { id } events { id } } }", from, to, m), during)
			}
		}
	}
}

func window(from, to string) *graph.Window {
	var w graph.Window
	for text, into := range map[string]**edtf.Date{from: &w.From, to: &w.To} {
		d, err := edtf.Parse(text)
		if err != nil {
			panic(err)
		}
		*into = &d
	}
	return &w
}

type way struct {
	P *struct {
		Length         int
		Actors, Events []struct{ ID string }
	}
}

func (b both) way(t *testing.T, query string, during *graph.Window) {
	t.Helper()
	var want, got way
	w, g := b.plain.run(params{Query: query}), b.api.run(params{Query: query})
	if err := json.Unmarshal(w.Data, &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(g.Data, &got); err != nil {
		t.Fatal(err)
	}
	if want.P == nil || got.P == nil || want.P.Length != got.P.Length {
		if show(w) != show(g) {
			t.Errorf("%s\n%s\n%q", query, differ(show(w), show(g)), messages(g))
		}
		return
	}
	if len(got.P.Actors) != got.P.Length+1 || len(got.P.Events) != got.P.Length {
		t.Errorf("%s: %s", query, g.Data)
		return
	}
	for i, e := range got.P.Events {
		if latest := b.records.LatestOf(
			got.P.Actors[i].ID,
			got.P.Actors[i+1].ID,
			during,
		); latest == nil ||
			latest.ID != e.ID {
			t.Errorf("%s: %s does not join the actors around it, or is not the latest that does: %s", query, e.ID, g.Data)
		}
	}
}
