package apitest

import (
	"fmt"
	"strings"
	"testing"

	"demarche/internal/graphtest"
)

// twoLists are what two lists say of one visit and of a meeting, and another visit.
const twoLists = `mutation {
	upsertOfficials(input: [
		{id: "official:ann", name: "Ann", sources: [{id: "source:one", title: "List one", publisher: "Office"}]},
		{id: "official:bob", name: "Bob", sources: [{id: "source:two", title: "List two", publisher: "Agency", reliability: "C"}]}]) { rejected }
	upsertEvents(input: [
		{id: "event:v1", kind: VISIT, title: "Bob visits", date: "2018-05-07/2018-05-08", cameo: "042", summary: "Talks.",
			participants: [{actor: "official:bob", roles: [GUEST]}, {actor: "official:ann", roles: [HOST, SPEAKER]}], about: ["official:ann"],
			sources: [{id: "source:one", quote: "a visit"}]},
		{id: "event:v2", kind: VISIT, title: "Visit of Bob", date: "2018-05-07/2018-05-09", participants: [{actor: "official:bob", roles: [GUEST]}],
			sources: [{id: "source:two"}]},
		{id: "event:m", kind: MEETING, title: "Talks", date: "2018-05-08", participants: [{actor: "official:bob", roles: [GUEST]}, {actor: "official:ann", roles: [HOST]}],
			sources: [{id: "source:one"}]},
		{id: "event:v3", kind: VISIT, title: "Ann visits", date: "2019-01", participants: [{actor: "official:ann", roles: [GUEST]}], sources: [{id: "source:one"}]}
	]) { rejected } }`

const storyOf = `{ id title records { id fields { field value } sources { quote source { id } } revisions { number changes { field before after } } }
	disputes { field values { value records sources origins } }
	decisions { id kind eventId otherId event { id } other { id } rule reason undoneAt sources { source { id } } } }`

func TestStory(t *testing.T) {
	h := editing(t, graphtest.Fresh(t))
	is := func(got, want string) {
		t.Helper()
		want = strings.NewReplacer("\n", "", "\t", "").Replace(want)
		if got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
	as(t, h, twoLists, nil)
	const v1 = `{"id":"event:v1","fields":[{"field":"cameo","value":"042"},{"field":"date","value":"2018-05-07/2018-05-08"},{"field":"kind","value":"VISIT"},
		{"field":"summary","value":"Talks."},{"field":"title","value":"Bob visits"},{"field":"about","value":"official:ann"},
		{"field":"participants","value":"official:bob (GUEST); official:ann (HOST, SPEAKER)"}],
		"sources":[{"quote":"a visit","source":{"id":"source:one"}}],"revisions":[]}`
	alone := `{"event":{"id":"event:v1","title":"Bob visits","records":[` + v1 + `],"disputes":[],"decisions":[]}}`
	is(as(t, h, `{ event(id: "event:v1") `+storyOf+` }`, nil), alone)

	const decision = `"id":"decision:event:v2:1","kind":"SAME","eventId":"event:v2","otherId":"event:v1"`
	merge := `mutation { mergeEvents(keep: "event:v1", merge: "event:v2", source: {id: "source:one"}, reason: "one visit")
		{ id kind eventId otherId other { id disputes { field } } } }`
	for range 2 {
		is(as(t, h, merge, nil), `{"mergeEvents":{`+decision+`,"other":{"id":"event:v1","disputes":[{"field":"end"}]}}}`)
	}
	const dispute = `[{"field":"end","values":[
		{"value":"2018-05-08","records":["event:v1"],"sources":["source:one"],"origins":1},
		{"value":"2018-05-09","records":["event:v2"],"sources":["source:two"],"origins":1}]}]`
	is(as(t, h, `{ event(id: "event:v2") `+storyOf+` }`, nil), `{"event":{"id":"event:v1","title":"Visit of Bob","records":[`+v1+`,
		{"id":"event:v2","fields":[{"field":"date","value":"2018-05-07/2018-05-09"},{"field":"kind","value":"VISIT"},{"field":"title","value":"Visit of Bob"},
		{"field":"participants","value":"official:bob (GUEST)"}],"sources":[{"quote":null,"source":{"id":"source:two"}}],"revisions":[]}],
		"disputes":`+dispute+`,"decisions":[{`+decision+`,"event":{"id":"event:v1"},"other":{"id":"event:v1"},"rule":null,"reason":"one visit",
		"undoneAt":null,"sources":[{"source":{"id":"source:one"}}]}]}}`)
	fmt.Println(as(t, h, `{ disputes { totalCount nodes { id disputes { field } } } none: disputes(filter: {during: {from: "2019"}}) { nodes { id } }
		 text: disputes(filter: {text: "visit", actors: ["official:ann"]}) { nodes { id } } fate(id: "event:v2") { id status now { id } reason at sources { source { id } } }
		 decisions(of: "event:v2") { id } none2: decisions(of: "event:none") { id } node(id: "event:v2") { id } }`, nil))
}
