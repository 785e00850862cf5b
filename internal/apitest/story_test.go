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
	for query, want := range map[string]string{
		`{ disputes { totalCount nodes { id disputes ` + disputed + ` } } }`:                                                                                           `{"disputes":{"totalCount":1,"nodes":[{"id":"event:v1","disputes":` + dispute + `}]}}`,
		`{ disputes(filter: {during: {from: "2019"}}) { totalCount nodes { id } } }`:                                                                                   `{"disputes":{"totalCount":0,"nodes":[]}}`,
		`{ disputes(filter: {text: "visit", actors: ["official:ann"]}) { nodes { id } } }`:                                                                             `{"disputes":{"nodes":[{"id":"event:v1"}]}}`,
		`{ decisions(of: "event:v2") { id } other: decisions(of: "event:v1") { id } none: decisions(of: "event:none") { id } alone: decisions(of: "event:m") { id } }`: `{"decisions":[{"id":"decision:event:v2:1"}],"other":[{"id":"decision:event:v2:1"}],"none":null,"alone":[]}`,
		`{ node(id: "event:v2") { id } nodes(ids: ["event:m", "event:v2"]) { id } }`:                                                                                   `{"node":{"id":"event:v1"},"nodes":[{"id":"event:m"},{"id":"event:v1"}]}`,
		`{ eventChain(from: "event:v2") { truncated } }`:                                                                                                               `{"eventChain":{"truncated":false}}`,
		fate("event:v2"):   `{"fate":{"id":"event:v2","status":"MERGED","now":{"id":"event:v1"},"reason":"one visit","sources":[{"source":{"id":"source:one"}}]}}`,
		fate("event:v1"):   `{"fate":{"id":"event:v1","status":"STORED","now":{"id":"event:v1"},"reason":null,"sources":[]}}`,
		fate("event:none"): `{"fate":{"id":"event:none","status":"UNKNOWN","now":null,"reason":null,"sources":[]}}`,
	} {
		is(as(t, h, query, nil), want)
	}

	// A record that is written again keeps what it said before.
	as(t, h, `mutation { upsertEvents(input: [{id: "event:v2", kind: VISIT, title: "Visit of Bob", date: "2018-05-07/2018-05-08",
		participants: [{actor: "official:bob", roles: [GUEST]}], sources: [{id: "source:two"}]}]) { updated } }`, nil)
	is(as(t, h, `{ event(id: "event:v2") { disputes { field } records { id revisions { changes { field before after } } } } disputes { totalCount } }`, nil),
		`{"event":{"disputes":[],"records":[{"id":"event:v1","revisions":[]},{"id":"event:v2","revisions":[{"changes":[
		{"field":"date","before":"2018-05-07/2018-05-09","after":"2018-05-07/2018-05-08"}]}]}]},"disputes":{"totalCount":0}}`)

	is(as(t, h, `mutation { undo(decision: "decision:event:v2:1") { id undoneAt event { id } } }`, nil)[:40], `{"undo":{"id":"decision:event:v2:1","und`)
	is(as(t, h, `{ event(id: "event:v1") { id title records { id } decisions { id } } decisions(of: "event:v2", includeUndone: true) { id } }`, nil),
		`{"event":{"id":"event:v1","title":"Bob visits","records":[{"id":"event:v1"}],"decisions":[]},"decisions":[{"id":"decision:event:v2:1"}]}`)
}

const disputed = `{ field values { value records sources origins } }`

func fate(id string) string {
	return fmt.Sprintf(`{ fate(id: %q) { id status now { id } reason sources { source { id } } } }`, id)
}

// What a merge of officials or a retraction did to an id is told too.
func TestFate(t *testing.T) {
	h := editing(t, graphtest.Fresh(t))
	as(t, h, twoLists, nil)
	as(t, h, `mutation {
		upsertOfficials(input: [{id: "official:anne", name: "Anne", sources: [{id: "source:two"}]}]) { created }
		mergeOfficials(keep: "official:ann", merge: "official:anne", source: {id: "source:two"}) { id }
		mergeEvents(keep: "event:v1", merge: "event:v2", source: {id: "source:two"}) { id }
		retract(ids: ["event:v1"], reason: "it was called off", source: {id: "source:one"}) { updated } }`, nil)
	const gone = `"status":"RETRACTED","now":null,"reason":"it was called off","sources":[{"source":{"id":"source:one"}}]`
	for id, want := range map[string]string{
		"event:v1": gone, "event:v2": gone,
		"official:anne": `"status":"MERGED","now":{"id":"official:ann"},"reason":null,"sources":[{"source":{"id":"source:two"}}]`,
		"official:ann":  `"status":"STORED","now":{"id":"official:ann"},"reason":null,"sources":[]`,
	} {
		if got, want := as(t, h, fate(id), nil), fmt.Sprintf(`{"fate":{"id":%q,%s}}`, id, want); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if got, want := as(t, h, `{ event(id: "event:v2") { id } node(id: "event:v1") { id } decisions(of: "event:v2") { id } }`, nil), `{"event":null,"node":null,"decisions":null}`; got != want {
		t.Error(got)
	}
}

func TestDecisions(t *testing.T) {
	h := editing(t, graphtest.Fresh(t))
	as(t, h, twoLists, nil)
	const source = `source: {id: "source:one"}`
	is := func(document, want string) {
		t.Helper()
		if got := as(t, h, document, nil); got != want {
			t.Errorf("%s\n got %s\nwant %s", document, got, want)
		}
	}
	// Nobody but the editor may.
	for _, write := range []string{
		`mergeEvents(keep: "event:v1", merge: "event:v2", ` + source + `) { id }`, `separate(ids: ["event:v1", "event:v2"], ` + source + `) { id }`,
		`nest(event: "event:m", within: "event:v1", ` + source + `) { id }`, `undo(decision: "decision:event:v2:1") { id }`,
	} {
		for token, code := range map[string]string{"": "UNAUTHENTICATED", "wrong": "UNAUTHENTICATED"} {
			if a, text := postAs(t, h, token, "mutation { "+write+" }", nil); len(a.Errors) != 1 || a.Errors[0].code() != code {
				t.Errorf("%s answered %s", write, text)
			}
		}
	}
	for range 2 {
		is(`mutation { nest(event: "event:m", within: "event:v2", `+source+`, reason: "its talks") { id kind reason event { partOf { id } } other { parts { id } } } }`,
			`{"nest":{"id":"decision:event:m:1","kind":"WITHIN","reason":"its talks","event":{"partOf":{"id":"event:v2"}},"other":{"parts":[{"id":"event:m"}]}}}`)
		is(`mutation { separate(ids: ["event:v1", "event:v3"], `+source+`) { id kind eventId otherId } }`,
			`{"separate":[{"id":"decision:event:v3:1","kind":"DIFFERENT","eventId":"event:v3","otherId":"event:v1"}]}`)
	}
	is(`mutation { mergeEvents(keep: "event:v1", merge: "event:v2", `+source+`) { id other { parts { id } } } }`, `{"mergeEvents":{"id":"decision:event:v2:1","other":{"parts":[{"id":"event:m"}]}}}`)
	for query, want := range map[string]string{
		`mergeEvents(keep: "event:v1", merge: "event:none", ` + source + `) { id }`:                                           `NOT_FOUND event:none`,
		`mergeEvents(keep: "event:v1", merge: "event:v1", ` + source + `) { id }`:                                             `BAD_INPUT event:v1`,
		`mergeEvents(keep: "event:v3", merge: "event:v2", force: true, ` + source + `) { id }`:                                `BAD_INPUT decision:event:v3:1`,
		`mergeEvents(keep: "event:v1", merge: "event:m", ` + source + `) { id }`:                                              `BAD_INPUT force: true`,
		`mergeEvents(keep: "event:v1", merge: "event:m", source: {id: "source:none"}) { id }`:                                 `NOT_FOUND source:none`,
		`mergeEvents(keep: "event:v1", merge: "event:m", source: {url: "file:///x"}) { id }`:                                  `BAD_INPUT url`,
		`mergeEvents(keep: "event:v1", merge: "event:m", reason: "` + strings.Repeat("a", 2001) + `", ` + source + `) { id }`: `BAD_INPUT reason`,
		`separate(ids: ["event:v1"], ` + source + `) { id }`:                                                                  `BAD_INPUT ids`,
		`separate(ids: ["event:v1", "event:none"], ` + source + `) { id }`:                                                    `NOT_FOUND event:none`,
		`separate(ids: [` + strings.Repeat(`"event:v1" `, 21) + `], ` + source + `) { id }`:                                   `PAGE_TOO_LARGE ids`,
		`nest(event: "event:v1", within: "event:m", ` + source + `) { id }`:                                                   `BAD_INPUT event:m`,
		`nest(event: "event:v2", within: "event:v1", ` + source + `) { id }`:                                                  `BAD_INPUT event:v1`,
		`nest(event: "event:none", within: "event:v1", ` + source + `) { id }`:                                                `NOT_FOUND event:none`,
		`nest(event: "event:m", within: "event:none", ` + source + `) { id }`:                                                 `NOT_FOUND event:none`,
		`undo(decision: "decision:event:none:1") { id }`:                                                                      `NOT_FOUND decision:event:none:1`,
		`undo(decision: "event:v1") { id }`:                                                                                   `NOT_FOUND event:v1`,
	} {
		code, part, _ := strings.Cut(want, " ")
		a, text := postAs(t, h, secret, "mutation { "+query+" }", nil)
		if len(a.Errors) != 1 || a.Errors[0].code() != code || !strings.Contains(a.Errors[0].Message, part) {
			t.Errorf("%s\nanswered %s, want %s", query, text, want)
		}
	}
	is(`mutation { undo(decision: "decision:event:m:1") { id event { partOf { id } } } }`, `{"undo":{"id":"decision:event:m:1","event":{"partOf":null}}}`)
	if a, text := postAs(t, h, secret, `mutation { undo(decision: "decision:event:m:1") { id } }`, nil); len(a.Errors) != 1 || a.Errors[0].code() != "BAD_INPUT" {
		t.Error(text)
	}
	// Three that are one cannot be taken apart by naming two that nobody said are one.
	is(`mutation { mergeEvents(keep: "event:v1", merge: "event:m", force: true, `+source+`) { id } }`, `{"mergeEvents":{"id":"decision:event:m:2"}}`)
	a, text := postAs(t, h, secret, `mutation { separate(ids: ["event:v2", "event:m"], `+source+`) { id } }`, nil)
	if len(a.Errors) != 1 || a.Errors[0].code() != "BAD_INPUT" || !strings.Contains(text, "decision:event:m:2") || !strings.Contains(text, "decision:event:v2:1") {
		t.Error(text)
	}
	is(`mutation { separate(ids: ["event:v2", "event:m", "event:v1"], `+source+`) { eventId otherId } }`,
		`{"separate":[{"eventId":"event:v2","otherId":"event:m"},{"eventId":"event:v2","otherId":"event:v1"},{"eventId":"event:v1","otherId":"event:m"}]}`)
	is(`{ nodes(ids: ["event:v2", "event:m", "event:v1"]) { id } }`, `{"nodes":[{"id":"event:v2"},{"id":"event:m"},{"id":"event:v1"}]}`)
}
