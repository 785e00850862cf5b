package apitest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// people are a graph in which Ann met Bob, and Anna, who is Ann, met Cho; a source says so.
const people = `mutation { upsertOfficials(input: [
		{id: "official:ann", name: "Ann", sources: [{id: "source:s", title: "A report"}]}, {id: "official:Q7", name: "Anna", wikidata: "Q7", sources: [{id: "source:s"}]},
		{id: "official:bob", name: "Bob", sources: [{id: "source:s"}]}, {id: "official:cho", name: "Cho", sources: [{id: "source:s"}]}]) { created } }`

const meetings = `mutation { upsertEvents(input: [
		{id: "event:a", kind: MEETING, title: "A", date: "2024-01-01", participants: [{actor: "official:ann", roles: [HOST]}, {actor: "official:bob", roles: [GUEST]}], sources: [{id: "source:s"}]},
		{id: "event:b", kind: MEETING, title: "B", date: "2025-01-01", participants: [{actor: "official:Q7", roles: [HOST]}, {actor: "official:cho", roles: [GUEST]}], sources: [{id: "source:s"}]}]) { created } }`

func TestMutation_merge(t *testing.T) {
	h := editable(t)
	as(t, h, people, nil)
	as(t, h, meetings, nil)
	const merge = `mutation { mergeOfficials(keep: "official:ann", merge: "official:Q7", source: {title: "A list", quote: "Ann, also Anna"}) { id aliases } }`
	// Nobody but the editor may.
	for _, write := range []string{merge, `mutation { undoMerge(id: "official:Q7") { id } }`} {
		if a, text := post(t, h, write, nil); len(a.Errors) != 1 || a.Errors[0].code() != "UNAUTHENTICATED" {
			t.Error(text)
		}
	}
	for range 2 {
		if got, want := as(t, h, merge, nil), `{"mergeOfficials":{"id":"official:ann","aliases":["Anna"]}}`; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if got, want := as(t, h, `{ official(id: "official:ann") { merges { merged name undoneAt sources { quote source { title } } } } }`, nil),
		`{"official":{"merges":[{"merged":"official:Q7","name":"Anna","undoneAt":null,"sources":[{"quote":"Ann, also Anna","source":{"title":"A list"}}]}]}}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	// Every query with the old id returns the kept official.
	for _, query := range []string{
		`{ node(id: "ANNA") { id } }`,
		`{ nodes(ids: ["official:bob", "ANNA", "official:none", "official:ann"]) { id } }`,
		`{ official(id: "ANNA") { id name timeline { totalCount nodes { id } } counterparts { actor { id } events } } }`,
		`{ timeline(filter: {actors: ["ANNA"]}) { totalCount nodes { id } } }`,
		`{ timeline(filter: {actors: ["ANNA", "official:bob"], match: ALL}) { totalCount nodes { id } } }`,
		`{ official(id: "official:bob") { timeline(filter: {actors: ["ANNA"]}) { totalCount nodes { id } } } }`,
		`{ node(id: "official:bob") { ... on Official { timeline(filter: {actors: ["ANNA"]}) { nodes { id } } } } }`,
		`{ timelineHistogram(filter: {actors: ["ANNA"]}, bucket: YEAR) { start possible } }`,
		`{ relationship(between: ["ANNA", "official:bob"]) { count between { id } first { id } timeline { nodes { id } } } }`,
		`{ relationshipMap(around: ["ANNA"]) { nodes { id } edges { id weight } } }`,
		`{ shortestPath(from: "ANNA", to: "official:bob") { length actors { id } events { id } } }`,
		`{ shortestPath(from: "official:cho", to: "ANNA", during: {from: "2020"}) { length actors { id } } }`,
	} {
		want := as(t, h, strings.ReplaceAll(query, "ANNA", "official:ann"), nil)
		if d := cmp.Diff(want, as(t, h, strings.ReplaceAll(query, "ANNA", "official:Q7"), nil)); d != "" {
			t.Errorf("%s\n%s", query, d)
		}
		if !strings.Contains(want, `"official:ann"`) && !strings.Contains(want, "event:") && !strings.Contains(want, "possible") {
			t.Errorf("%s answers nothing: %s", query, want)
		}
	}
	if got, want := as(t, h, `{ official(wikidata: "Q7") { id } shortestPath(from: "official:bob", to: "official:cho") { length actors { id } }
		officials { totalCount } search(text: "Anna") { node { id } } }`, nil),
		`{"official":{"id":"official:ann"},"shortestPath":{"length":2,"actors":[{"id":"official:bob"},{"id":"official:ann"},{"id":"official:cho"}]},`+
			`"officials":{"totalCount":3},"search":[{"node":{"id":"official:ann"}}]}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for query, code := range map[string]string{
		`{ relationship(between: ["official:ann", "official:Q7"]) { count } }`:                                         "BAD_INPUT",
		`{ timeline(filter: {actors: ["official:Q7", "official:none"]}) { totalCount } }`:                              "NOT_FOUND",
		`{ relationshipMap(around: ["official:Q7", "official:none"]) { nodes { id } } }`:                               "NOT_FOUND",
		`mutation { mergeOfficials(keep: "official:ann", merge: "official:none", source: {id: "source:s"}) { id } }`:   "NOT_FOUND",
		`mutation { mergeOfficials(keep: "official:Q7", merge: "official:ann", source: {id: "source:s"}) { id } }`:     "BAD_INPUT",
		`mutation { mergeOfficials(keep: "official:bob", merge: "official:Q7", source: {id: "source:s"}) { id } }`:     "BAD_INPUT",
		`mutation { mergeOfficials(keep: "official:bob", merge: "official:cho", source: {url: "file:///x"}) { id } }`:  "BAD_INPUT",
		`mutation { mergeOfficials(keep: "official:bob", merge: "official:cho", source: {id: "source:none"}) { id } }`: "NOT_FOUND",
		`mutation { undoMerge(id: "official:bob") { id } }`:                                                            "BAD_INPUT",
	} {
		if a, text := postAs(t, h, secret, query, nil); len(a.Errors) != 1 || a.Errors[0].code() != code {
			t.Errorf("%s\nanswered %s, want %s", query, text, code)
		}
	}

	if got, want := as(t, h, `mutation { undoMerge(id: "official:Q7") { id timeline { nodes { id } } } }`, nil), `{"undoMerge":{"id":"official:Q7","timeline":{"nodes":[{"id":"event:b"}]}}}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := as(t, h, `{ official(id: "official:ann") { aliases timeline { totalCount } merges { merged } } shortestPath(from: "official:bob", to: "official:cho") { length } }`, nil),
		`{"official":{"aliases":[],"timeline":{"totalCount":1},"merges":[{"merged":"official:Q7"}]},"shortestPath":null}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
