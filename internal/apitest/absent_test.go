package apitest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAbsent asks for what is not there: a lookup is null, a list is empty, and neither is an error.
func TestAbsent(t *testing.T) {
	tests := []struct{ name, query, want string }{
		{"node", `{ node(id: "event:none") { id } }`, `{"node":null}`},
		{"nodes", `{ nodes(ids: ["official:none", "country:PRK"]) { id } }`, `{"nodes":[null,{"id":"country:PRK"}]}`},
		{"no nodes", `{ nodes(ids: []) { id } }`, `{"nodes":[]}`},
		{"event", `{ event(id: "event:none") { id } }`, `{"event":null}`},
		{"event by the id of something else", `{ event(id: "country:PRK") { id } }`, `{"event":null}`},
		{"official", `{ official(id: "official:none") { id } }`, `{"official":null}`},
		{"official by Wikidata id", `{ official(wikidata: "Q1") { id } }`, `{"official":null}`},
		{"organization", `{ organization(id: "org:none") { id } }`, `{"organization":null}`},
		{"post", `{ post(id: "post:none") { id } }`, `{"post":null}`},
		{"commodity", `{ commodity(code: "9999") { id } }`, `{"commodity":null}`},
		{"source", `{ source(id: "source:none") { id } }`, `{"source":null}`},
		{
			"no events", `{ timeline(filter: {during: {from: "1900", to: "1950"}, kinds: [MEETING]}) { totalCount nodes { id } pageInfo { hasNextPage startCursor } } }`,
			`{"timeline":{"totalCount":0,"nodes":[],"pageInfo":{"hasNextPage":false,"startCursor":null}}}`,
		},
		{
			"no buckets", `{ timelineHistogram(filter: {actors: ["official:wang-yi", "official:Q22686"], match: ALL}, bucket: YEAR) { start } }`,
			`{"timelineHistogram":[]}`,
		},
		{"nothing found", `{ search(text: "xyzzy") { node { id } } }`, `{"search":[]}`},
		{
			"no officials", `{ officials(text: "xyzzy") { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`,
			`{"officials":{"totalCount":0,"nodes":[],"pageInfo":{"hasNextPage":false,"endCursor":null}}}`,
		},
		{
			"strangers", `{ relationship(between: ["official:wang-yi", "official:Q22686"]) { count byKind { count } first { id } longestGap { from { id } } timeline { totalCount nodes { id } } between { id } } }`,
			`{"relationship":{"count":0,"byKind":[],"first":null,"longestGap":null,"timeline":{"totalCount":0,"nodes":[]},"between":[{"id":"official:wang-yi"},{"id":"official:Q22686"}]}}`,
		},
		{
			"no way", `{ shortestPath(from: "official:wang-yi", to: "official:clay-fuller", during: {from: "2018", to: "2018"}) { length } }`,
			`{"shortestPath":null}`,
		},
		{
			"too long a way", `{ shortestPath(from: "official:wang-yi", to: "official:Q22686", maxHops: 2) { length } }`,
			`{"shortestPath":null}`,
		},
		{
			"alone on the map", `{ relationshipMap(around: ["official:clay-fuller"], during: {to: "2000"}, bucket: YEAR) { nodes { id degree } edges { id } frames { start } omitted { nodes } } }`,
			`{"relationshipMap":{"nodes":[{"id":"official:clay-fuller","degree":0}],"edges":[],"frames":[],"omitted":{"nodes":0}}}`,
		},
		{
			"nothing follows", `{ eventChain(from: "event:2025-09-04-kim-xi-talks") { events { depth } links { from } truncated } }`,
			`{"eventChain":{"events":[],"links":[],"truncated":false}}`,
		},
		{"no series", `{ tradeSeries(reporter: "PRK", partner: "CHN", flow: EXPORT) { id } }`, `{"tradeSeries":[]}`},
		{
			"no trade", `{ tradeAround(event: "event:2018-06-12-kim-trump-singapore", reporter: "PRK", partner: "RUS", monthsBefore: 0, monthsAfter: 1) { points { offsetMonths } missingMonths otherEventsInWindow { id } note } }`,
			`{"tradeAround":{"points":[],"missingMonths":["2018-06","2018-07"],"otherEventsInWindow":[],"note":"There is no such series."}}`,
		},
		{"no commodities", `{ topCommodities(reporter: "CHN", partner: "PRK", flow: EXPORT, period: "2020") { rank } }`, `{"topCommodities":[]}`},
		{
			"nobody in office", `{ country(code: "PRK") { cabinet(asOf: "1950") { id } } post(id: "post:chn-premier") { holders(during: {to: "1950"}) { id } } }`,
			`{"country":{"cabinet":[]},"post":{"holders":[]}}`,
		},
		{
			"nobody met", `{ official(id: "official:clay-fuller") { counterparts(during: {to: "2000"}) { events } offices { id } timeline(filter: {kinds: [VISIT]}) { totalCount } } }`,
			`{"official":{"counterparts":[],"offices":[],"timeline":{"totalCount":0}}}`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, text := ask(t, tt.query, nil)
			if len(a.Errors) > 0 {
				t.Fatal(text)
			}
			if diff := cmp.Diff(tt.want, string(a.Data)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
