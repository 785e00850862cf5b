package apitest

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	kim   = `"official:Q56226"`
	xi    = `"official:Q15031"`
	talks = `"event:2025-09-04-kim-xi-talks"`
)

// path spells a path as JSON does.
func path(t *testing.T, p []any) string {
	t.Helper()
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Each asks for something wrong. The error has the code and the path, and says what would be right.
func TestErrors(t *testing.T) {
	tests := []struct {
		name, query string
		vars        map[string]any
		code, path  string
		says        string // a part of the message
	}{
		{
			name: "date in a filter", query: `{ timeline(filter: {during: {from: "yesterday"}}) { totalCount } }`,
			code: "BAD_DATE", path: `["timeline","filter","during","from"]`, says: "write a date as 2025-09-04",
		},
		{
			name: "date in a variable", query: `query($d: EDTF) { timeline(filter: {during: {to: $d}}) { totalCount } }`, vars: map[string]any{"d": "2025-13"},
			code: "BAD_DATE", path: `["timeline","filter","during","to"]`, says: `the month "13"`,
		},
		{
			name: "date in a variable that is a filter", query: `query($f: EventFilter) { timeline(filter: $f) { totalCount } }`,
			vars: map[string]any{"f": map[string]any{"during": map[string]any{"to": "2025-02-30"}}},
			code: "BAD_DATE", path: `["timeline","filter","during","to"]`, says: "write a date as",
		},
		{
			name: "date as an argument", query: `{ officials(asOf: "soon") { totalCount } }`,
			code: "BAD_DATE", path: `["officials","asOf"]`, says: "write a date as",
		},
		{
			name: "date of a period", query: `{ topCommodities(reporter: "CHN", partner: "PRK", flow: EXPORT, period: "soon") { rank } }`,
			code: "BAD_DATE", path: `["topCommodities","period"]`, says: "write a date as",
		},
		{
			name: "date of a window", query: `{ relationship(between: [` + kim + `, ` + xi + `], during: {from: "soon"}) { count } }`,
			code: "BAD_DATE", path: `["relationship","during","from"]`, says: "write a date as",
		},
		{
			name: "date below", query: `{ country(code: "PRK") { cabinet(asOf: "soon") { id } } }`,
			code: "BAD_DATE", path: `["country","cabinet"]`, says: "write a date as",
		},
		{
			name: "date in a filter below", query: `{ official(id: ` + kim + `) { timeline(filter: {during: {from: "soon"}}) { totalCount } } }`,
			code: "BAD_DATE", path: `["official","timeline"]`, says: "filter: during: from:",
		},
		{
			name: "no period", query: `{ topCommodities(reporter: "CHN", partner: "PRK", flow: EXPORT, period: "2025-09-04") { rank } }`,
			code: "BAD_INPUT", path: `["topCommodities"]`, says: "give a month (2025-09)",
		},

		{name: "country", query: `{ country(code: "XYZ") { name } }`, code: "BAD_COUNTRY", path: `["country","code"]`, says: "ISO 3166-1 alpha-3"},
		{
			name: "country by name", query: `{ officials(country: "Korea") { totalCount } }`,
			code: "BAD_COUNTRY", path: `["officials","country"]`, says: "did you mean KOR",
		},
		{
			name: "reporter", query: `{ tradeSeries(reporter: "XYZ", partner: "PRK", flow: EXPORT) { id } }`,
			code: "BAD_COUNTRY", path: `["tradeSeries","reporter"]`, says: "ISO 3166-1 alpha-3",
		},
		{
			name: "country in a filter", query: `{ timeline(filter: {countries: ["CHN", "XYZ"]}) { totalCount } }`,
			code: "BAD_COUNTRY", path: `["timeline","filter","countries",1]`, says: "ISO 3166-1 alpha-3",
		},
		{
			name: "country in a filter below", query: `{ official(id: ` + kim + `) { timeline(filter: {countries: ["PRK", "XYZ"]}) { totalCount } } }`,
			code: "BAD_COUNTRY", path: `["official","timeline"]`, says: `filter: countries: [1]: bad country code "XYZ"`,
		},

		{
			name: "unknown actor", query: `{ timeline(filter: {actors: [` + kim + `, "official:none"], match: ALL}) { totalCount } }`,
			code: "NOT_FOUND", path: `["timeline"]`, says: `"official:none"; look it up with search`,
		},
		{
			name: "unknown place", query: `{ timeline(filter: {places: ["place:none"]}) { totalCount } }`,
			code: "NOT_FOUND", path: `["timeline"]`, says: `"place:none"; look it up with search`,
		},
		{
			name: "unknown source", query: `{ timeline(filter: {sources: ["source:none"]}) { totalCount } }`,
			code: "NOT_FOUND", path: `["timeline"]`, says: `"source:none"; look it up with search`,
		},
		{
			name: "an actor that is an event", query: `{ timeline(filter: {actors: [` + talks + `]}) { totalCount } }`,
			code: "NOT_FOUND", path: `["timeline"]`, says: `look it up with search`,
		},
		{
			name: "unknown actor below", query: `{ official(id: ` + kim + `) { timeline(filter: {actors: ["official:none"]}) { totalCount } } }`,
			code: "NOT_FOUND", path: `["official","timeline"]`, says: `"official:none"; look it up with search`,
		},
		{
			name: "unknown actor of a histogram", query: `{ timelineHistogram(filter: {actors: ["official:none"]}, bucket: YEAR) { start } }`,
			code: "NOT_FOUND", path: `["timelineHistogram"]`, says: `"official:none"; look it up with search`,
		},
		{
			name: "unknown place of a histogram", query: `{ timelineHistogram(filter: {places: ["place:none"]}, bucket: YEAR) { start } }`,
			code: "NOT_FOUND", path: `["timelineHistogram"]`, says: `"place:none"; look it up with search`,
		},
		{
			name: "unknown post", query: `{ officials(post: "post:none") { totalCount } }`,
			code: "NOT_FOUND", path: `["officials"]`, says: `"post:none"; look it up with search`,
		},
		{
			name: "unknown party to a relationship", query: `{ relationship(between: [` + kim + `, "official:none"]) { count } }`,
			code: "NOT_FOUND", path: `["relationship"]`, says: `"official:none"; look it up with search`,
		},
		{
			name: "unknown centre of a map", query: `{ relationshipMap(around: ["official:none"]) { nodes { id } } }`,
			code: "NOT_FOUND", path: `["relationshipMap"]`, says: `no actor has the id "official:none"`,
		},
		{
			name: "unknown end of a path", query: `{ shortestPath(from: ` + kim + `, to: "official:none") { length } }`,
			code: "NOT_FOUND", path: `["shortestPath"]`, says: `no actor has the id "official:none"`,
		},
		{
			name: "unknown start of a chain", query: `{ eventChain(from: "event:none") { truncated } }`,
			code: "NOT_FOUND", path: `["eventChain"]`, says: `no event has the id "event:none"`,
		},
		{
			name: "unknown event of trade", query: `{ tradeAround(event: "event:none", reporter: "CHN", partner: "PRK") { note } }`,
			code: "NOT_FOUND", path: `["tradeAround"]`, says: `no event has the id "event:none"`,
		},

		{name: "page", query: `{ timeline(first: 501) { totalCount } }`, code: "PAGE_TOO_LARGE", path: `["timeline"]`, says: "at most 500"},
		{name: "page from the end", query: `{ timeline(last: 501) { totalCount } }`, code: "PAGE_TOO_LARGE", path: `["timeline"]`, says: "at most 500"},
		{name: "page of officials", query: `{ officials(first: 501) { totalCount } }`, code: "PAGE_TOO_LARGE", path: `["officials"]`, says: "at most 500"},
		{name: "page of hits", query: `{ search(text: "Kim", first: 101) { score } }`, code: "PAGE_TOO_LARGE", path: `["search"]`, says: "first: 101 is too many, at most 100 at once; add words"},
		{
			name: "many ids", query: `query($ids: [ID!]!) { nodes(ids: $ids) { id } }`, vars: map[string]any{"ids": slices.Repeat([]string{"event:x"}, 501)},
			code: "PAGE_TOO_LARGE", path: `["nodes"]`, says: "ids: 501 is too many, at most 500 at once; ask for the rest in another query",
		},
		{name: "page of a chain", query: `{ eventChain(from: ` + talks + `, first: 501) { truncated } }`, code: "PAGE_TOO_LARGE", path: `["eventChain"]`, says: "at most 500"},
		{
			name: "page of a map", query: `{ relationshipMap(around: [` + kim + `], maxNodes: 1001) { nodes { id } } }`,
			code: "PAGE_TOO_LARGE", path: `["relationshipMap"]`, says: "at most 1000",
		},
		{
			name: "page below", query: `query($n: Int = 501) { official(id: ` + kim + `) { timeline(first: $n) { totalCount } } }`,
			code: "PAGE_TOO_LARGE", path: `["official","timeline"]`, says: "at most 500",
		},
		{
			name: "list below", query: `{ event(id: ` + talks + `) { participants(first: 501) { via } } }`,
			code: "PAGE_TOO_LARGE", path: `["event","participants"]`, says: "at most 500",
		},
		{
			name: "list in a list", query: `{ timeline(first: 2) { nodes { sources(first: 501) { quote } } } }`,
			code: "PAGE_TOO_LARGE", path: `["timeline","nodes",0,"sources"]`, says: "at most 500",
		},

		{name: "first with last", query: `{ timeline(first: 5, last: 5) { totalCount } }`, code: "BAD_INPUT", path: `["timeline"]`, says: "give first or last, not both"},
		{
			name: "first with last below", query: `{ official(id: ` + kim + `) { timeline(first: 5, last: 5) { totalCount } } }`,
			code: "BAD_INPUT", path: `["official","timeline"]`, says: "give first or last, not both",
		},
		{name: "negative first", query: `{ timeline(first: -1) { totalCount } }`, code: "BAD_INPUT", path: `["timeline"]`, says: "cannot be negative"},
		{name: "negative last", query: `{ timeline(last: -1) { totalCount } }`, code: "BAD_INPUT", path: `["timeline"]`, says: "cannot be negative"},
		{
			name: "negative first below", query: `{ event(id: ` + talks + `) { participants(first: -1) { via } } }`,
			code: "BAD_INPUT", path: `["event","participants"]`, says: "cannot be negative",
		},
		{name: "first beyond 32 bits", query: `{ timeline(first: 3000000000) { totalCount } }`, code: "GRAPHQL_VALIDATION_FAILED", path: `null`, says: "32"},
		{
			name: "first beyond 32 bits in a variable", query: `query($n: Int) { timeline(first: $n) { totalCount } }`, vars: map[string]any{"n": 3000000000},
			code: "GRAPHQL_VALIDATION_FAILED", path: `["variable","n"]`, says: "variable $n: 3000000000 is not a value of Int",
		},

		{name: "cursor", query: `{ timeline(after: "nonsense") { totalCount } }`, code: "BAD_CURSOR", path: `["timeline"]`, says: "take endCursor or startCursor from a page"},
		{
			name: "cursor below", query: `{ official(id: ` + kim + `) { timeline(before: "nonsense") { totalCount } } }`,
			code: "BAD_CURSOR", path: `["official","timeline"]`, says: "take endCursor or startCursor from a page",
		},
		{
			name: "cursor in a relationship", query: `{ relationship(between: [` + kim + `, ` + xi + `]) { timeline(after: "nonsense") { totalCount } } }`,
			code: "BAD_CURSOR", path: `["relationship","timeline"]`, says: "take endCursor or startCursor from a page",
		},

		{name: "relationship of one", query: `{ relationship(between: [` + kim + `]) { count } }`, code: "BAD_INPUT", path: `["relationship"]`, says: "2 to 5 actors, not 1"},
		{name: "relationship with oneself", query: `{ relationship(between: [` + kim + `, ` + kim + `]) { count } }`, code: "BAD_INPUT", path: `["relationship"]`, says: "give different ones"},
		{name: "deep map", query: `{ relationshipMap(around: [` + kim + `], depth: 99) { nodes { id } } }`, code: "BAD_INPUT", path: `["relationshipMap"]`, says: "depth is 1 to 3"},
		{name: "map around nobody", query: `{ relationshipMap(around: []) { nodes { id } } }`, code: "BAD_INPUT", path: `["relationshipMap"]`, says: "around 1 to 20 actors"},
		{name: "long path", query: `{ shortestPath(from: ` + kim + `, to: ` + xi + `, maxHops: 99) { length } }`, code: "BAD_INPUT", path: `["shortestPath"]`, says: "maxHops is 1 to 10"},
		{name: "long chain", query: `{ eventChain(from: ` + talks + `, maxDepth: 99) { truncated } }`, code: "BAD_INPUT", path: `["eventChain"]`, says: "maxDepth is 1 to 10"},
		{name: "negative gap", query: `{ eventChain(from: ` + talks + `, maxGapDays: -1) { truncated } }`, code: "BAD_INPUT", path: `["eventChain"]`, says: "cannot be negative"},
		{
			name: "many months", query: `{ tradeAround(event: ` + talks + `, reporter: "CHN", partner: "PRK", monthsAfter: 121) { note } }`,
			code: "BAD_INPUT", path: `["tradeAround"]`, says: "are 0 to 120",
		},
		{name: "no words", query: `{ search(text: "...") { score } }`, code: "BAD_INPUT", path: `["search"]`, says: "there is no word in"},
		{name: "an official by nothing", query: `{ official { name } }`, code: "BAD_INPUT", path: `["official"]`, says: "give id or wikidata"},
		{name: "an official by both", query: `{ official(id: ` + kim + `, wikidata: "Q56226") { name } }`, code: "BAD_INPUT", path: `["official"]`, says: "give id or wikidata"},
		{
			name: "a window that ends before it begins", query: `{ timelineHistogram(bucket: DAY, filter: {during: {from: "2025", to: "1900"}}) { start } }`,
			code: "BAD_DATE", path: `["timelineHistogram","filter","during","to"]`, says: "filter.during: bad date: the window ends on 1900-12-31",
		},

		{
			name: "too complex", query: `{ timeline(first: 500) { nodes { participants(first: 500) { actor { timeline(first: 500) { totalCount } } } } } }`,
			code: "QUERY_TOO_COMPLEX", path: `null`, says: "ask for fewer rows",
		},
		{
			name: "too deep", query: `{ event(id: ` + talks + `) ` + strings.Repeat("{ partOf ", 15) + "{ id }" + strings.Repeat(" }", 16),
			code: "QUERY_TOO_COMPLEX", path: `null`, says: "more than 15 levels",
		},
		{name: "unknown field", query: `{ timeline { nodes { title salary } } }`, code: "GRAPHQL_VALIDATION_FAILED", path: `null`, says: `Cannot query field "salary"`},
		{name: "unknown condition", query: `{ timeline(filter: {colour: "red"}) { totalCount } }`, code: "GRAPHQL_VALIDATION_FAILED", path: `null`, says: `"colour"`},
		{name: "unknown kind", query: `{ timeline(filter: {kinds: [PARTY]}) { totalCount } }`, code: "GRAPHQL_VALIDATION_FAILED", path: `null`, says: `"PARTY"`},
		{name: "no number", query: `{ timeline(first: "many") { totalCount } }`, code: "GRAPHQL_VALIDATION_FAILED", path: `null`, says: `"many"`},
		{
			name: "variable without a value", query: `query($id: ID!) { event(id: $id) { title } }`,
			code: "GRAPHQL_VALIDATION_FAILED", path: `["variable","id"]`, says: "variable $id: it is missing",
		},
		{name: "syntax", query: `{ timeline { nodes { title }`, code: "GRAPHQL_PARSE_FAILED", path: `null`, says: "Expected Name"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, text := ask(t, tt.query, tt.vars)
			if len(a.Errors) == 0 {
				t.Fatal(text)
			}
			e := a.Errors[0]
			if diff := cmp.Diff([]string{tt.code, tt.path}, []string{e.code(), path(t, e.Path)}); diff != "" {
				t.Error(diff, e.Message)
			}
			if !strings.Contains(e.Message, tt.says) {
				t.Errorf("it says %q, and nothing of %q", e.Message, tt.says)
			}
			sound(t, text)
		})
	}
}

// What belongs to the inside: Cypher, Go's types and panics, the database, addresses.
var inside = regexp.MustCompile(`MATCH|RETURN|PARTICIPATED_IN|\$a\d|Neo|neo4j|bolt|graph\.|gqlgen|interface \{|\*ast|panic|runtime error|127\.0\.0\.1|INTERNAL|input:\d`)

func sound(t *testing.T, text string) {
	t.Helper()
	if leak := inside.FindString(text); leak != "" {
		t.Errorf("the answer shows what is inside, %q: %s", leak, text)
	}
}

// TestErrors_Siblings checks that an error spares what stands beside it.
func TestErrors_Siblings(t *testing.T) {
	a, _ := ask(t, `{ bad: timeline(first: -1) { totalCount } good: event(id: `+talks+`) { id } worse: country(code: "XYZ") { id } }`, nil)
	if diff := cmp.Diff(`{"bad":null,"good":{"id":`+talks+`},"worse":null}`, string(a.Data)); diff != "" {
		t.Error(diff)
	}
	codes := map[string]string{}
	for _, e := range a.Errors {
		codes[path(t, e.Path)] = e.code()
	}
	if diff := cmp.Diff(map[string]string{`["bad"]`: "BAD_INPUT", `["worse","code"]`: "BAD_COUNTRY"}, codes); diff != "" {
		t.Error(diff)
	}
}

// TestErrors_Cursors takes good cursors and changes them, letter by letter, and gives them to other lists.
func TestErrors_Cursors(t *testing.T) {
	type page struct {
		PageInfo struct{ EndCursor string }
	}
	good := get[struct{ Timeline, Officials page }](t, handler(t), `{ timeline(first: 1) { pageInfo { endCursor } } officials(first: 1) { pageInfo { endCursor } } }`, nil)
	event, official := good.Timeline.PageInfo.EndCursor, good.Officials.PageInfo.EndCursor
	const (
		timeline  = `query($c: String) { it: timeline(first: 1, after: $c) { nodes { id } } }`
		officials = `query($c: String) { it: officials(first: 1, after: $c) { nodes { id } } }`
	)
	bad := func(query, cursor, says string) {
		t.Helper()
		a, text := ask(t, query, map[string]any{"c": cursor})
		if len(a.Errors) != 1 || a.Errors[0].code() != "BAD_CURSOR" || !strings.Contains(a.Errors[0].Message, says) {
			t.Errorf("%q: %s", cursor, text)
		}
		sound(t, text)
	}
	for i := range event {
		other := byte('A')
		if event[i] == other {
			other = 'B'
		}
		bad(timeline, event[:i]+string(other)+event[i+1:], "take endCursor")
	}
	last := len(event) - 1
	bad(timeline, event[:last]+string(event[last]+1), "take endCursor")
	bad(timeline, event[:last], "take endCursor")
	bad(timeline, event+"A", "take endCursor")
	bad(timeline, strings.Repeat("A", 2000), "take endCursor")
	bad(timeline, official, "a cursor of another list")
	bad(officials, event, "a cursor of another list")
	bad(officials, official[:len(official)-1], "take endCursor")
}
