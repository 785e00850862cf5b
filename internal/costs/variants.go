package costs

import (
	"fmt"

	"demarche/graph"
)

// A Bound limits the cost of a question to that of another plus 10 %. A page costs the same at every position and for
// every actor.
type Bound struct{ Question, AtMost string }

// Bounds hold on graphs of any size.
var Bounds = []Bound{
	{"page of everything, far on", "page of everything"},
	{"page of everything, the oldest", "page of everything"},
	{"page of an official, far on", "page of an official"},
	{"page of an official, the oldest", "page of an official"},
	{"page of an official of few events", "page of an official"},
	{"page of two officials, far on", "page of two officials"},
	{"page of two officials, the oldest", "page of two officials"},
	{"page of two officials of few events", "page of two officials"},
	{"page of two countries, far on", "page of two countries"},
	{"page of two countries, the oldest", "page of two countries"},
}

// Variants are questions of which only the cost matters: pages near and far, with each part of a filter, and every root
// field with what it can be asked for.
func (g Graph) Variants() []Question {
	out := append(g.pages(), g.filters()...)
	out = append(out, g.relations()...)
	out = append(out, g.recorded()...)
	return append(out, g.lookups()...)
}

// pages are ids alone: what choosing them costs.
func (g Graph) pages() (out []Question) {
	ids := func(filter, paging string) string {
		return fmt.Sprintf(`{ timeline(filter: {%s}, first: 50%s) { nodes { id } } }`, filter, paging)
	}
	far := fmt.Sprintf(", after: %q", graph.EventCursor(g.Deep))
	for _, of := range []struct{ name, filter, ofFew string }{
		{"everything", "", ""},
		{"an official", `actors: ["official:bench-0"]`, fmt.Sprintf("actors: [%q]", g.Strangers[0])},
		{"two officials", `actors: ["official:bench-0", "official:bench-1"], match: ALL`, fmt.Sprintf(`actors: ["official:bench-0", %q], match: ALL`, g.Strangers[0])},
		{"two countries", fmt.Sprintf(`countries: [%q, %q], match: ALL`, g.Busiest, g.Second), ""},
	} {
		name := "page of " + of.name
		out = append(out, Question{name, ids(of.filter, "")}, Question{name + ", far on", ids(of.filter, far)}, Question{name + ", the oldest", ids(of.filter, ", order: OLDEST_FIRST")})
		if of.ofFew != "" {
			out = append(out, Question{name + " of few events", ids(of.ofFew, "")})
		}
	}
	return out
}

// filters are pages of events by each condition.
func (g Graph) filters() (out []Question) {
	both := fmt.Sprintf("countries: [%q, %q], match: ALL", g.Busiest, g.Second)
	const year, days = `during: {from: "2012", to: "2012"}`, `during: {from: "2012-03-05", to: "2012-04-20"}`
	for _, f := range []struct{ name, filter string }{
		{"everything in a year", year},
		{"everything certainly in some weeks", days + ", certainty: CERTAIN"},
		{"top-level visits", "kinds: [VISIT], topLevel: true"},
		{"hosts", "roles: [HOST]"},
		{"a place and a source", `places: ["place:bench-1"], sources: ["source:bench-1"]`},
		{"an official in a year", `actors: ["official:bench-0"], ` + year},
		{"any of two officials", `actors: ["official:bench-0", "official:bench-1"]`},
		{"any of two officials in a year", `actors: ["official:bench-0", "official:bench-1"], ` + year},
		{"a country and an official", fmt.Sprintf(`countries: [%q], actors: ["official:bench-0"], match: ALL`, g.Second)},
		{"three countries", fmt.Sprintf("countries: [%q, %q, %q], match: ALL", g.Busiest, g.Second, g.Rare)},
		{"four officials", `actors: ["official:bench-0", "official:bench-1", "official:bench-2", "official:bench-3"], match: ALL`},
		{"two countries in a year", both + ", " + year},
		{"two countries, a rare kind", both + ", kinds: [SANCTION]"},
		{"two countries, top-level", both + ", topLevel: true"},
		{"two countries, the guest's", both + ", roles: [GUEST]"},
		{"words", `text: "Panmunjom"`},
		{"words of an official", `text: "Event 12", actors: ["official:bench-0"]`},
	} {
		out = append(out, Question{"timeline of " + f.name, fmt.Sprintf(`{ timeline(filter: {%s}, first: 50) { totalCount nodes { id title } } }`, f.filter)})
	}
	return out
}

// recorded are pages of events in the order of recording.
func (g Graph) recorded() (out []Question) {
	for _, f := range []struct{ name, filter string }{
		{"everything recorded", ""},
		{"what is recorded of an official, of one kind", `actors: ["official:bench-0"], kinds: [VISIT]`},
		{"what is recorded with words", `text: "Panmunjom"`},
	} {
		out = append(out, Question{f.name, fmt.Sprintf(`subscription { eventRecorded(after: %q, filter: {%s}) { cursor event { id title } } }`, graph.RecordedCursor(0), f.filter)})
	}
	return out
}

// relations returns questions about connections between actors and between events.
func (g Graph) relations() []Question {
	const (
		chain = `events { depth event { id title } } links { from to via shared { id } sources { source { id } } } truncated`
		visit = `"event:2025-09-kim-beijing-visit"`
		year  = `during: {from: "2012", to: "2012"}`
	)
	busy, second := fmt.Sprintf("%q", "country:"+g.Busiest), fmt.Sprintf("%q", "country:"+g.Second)
	a, b := fmt.Sprintf("%q", g.Strangers[0]), fmt.Sprintf("%q", g.Strangers[1])
	return []Question{
		{"histogram of a month by day", `{ timelineHistogram(filter: {during: {from: "2012-03", to: "2012-03"}}, bucket: DAY) { start possible } }`},
		{"histogram of two countries", fmt.Sprintf(`{ timelineHistogram(filter: {countries: [%q, %q], match: ALL}, bucket: YEAR) { start possible } }`, g.Busiest, g.Second)},
		{"relationship of two countries in a year", `{ relationship(between: [` + busy + `, ` + second + `], ` + year + `) { count timeline(first: 5) { nodes { id } } } }`},
		{"map of a country", `{ relationshipMap(around: [` + busy + `], maxNodes: 40) { ` + mapCounts + ` } }`},
		{"map of meetings", `{ relationshipMap(around: ["official:bench-3"], maxNodes: 40, kinds: [MEETING]) { ` + mapCounts + ` } }`},
		{"map of some weeks by day", `{ relationshipMap(around: ["official:bench-3"], maxNodes: 40, bucket: DAY, during: {from: "2012-03-05", to: "2012-04-20"}) { ` + mapFields + ` } }`},
		{"path in a year", `{ shortestPath(from: ` + a + `, to: ` + b + `, ` + year + `) { length actors { id } } }`},
		{"path from an official to a country", `{ shortestPath(from: "official:wang-yi", to: "country:PRK") { length events { id } } }`},
		{"chain backward by officials", `{ eventChain(from: "event:bench-500", direction: BACKWARD, via: [SHARED_OFFICIAL], maxGapDays: 60, maxDepth: 2, first: 20) { ` + chain + ` } }`},
		{"chain forward by countries", `{ eventChain(from: "event:bench-500", via: [SHARED_COUNTRY], maxGapDays: 30, maxDepth: 1, first: 20) { ` + chain + ` } }`},
		{"chain forward by what sources say", `{ eventChain(from: ` + visit + `, via: [LED_TO, PART_OF]) { ` + chain + ` } }`},
		{"chain backward by what sources say", `{ eventChain(from: "event:2025-09-28-choe-wang-talks", direction: BACKWARD, via: [LED_TO, PART_OF]) { ` + chain + ` } }`},
		{"tradeAround a visit", `{ tradeAround(event: ` + visit + `, reporter: "CHN", partner: "PRK") { points { figure { value } } otherEventsInWindow { id } } }`},
		{"topCommodities", `{ topCommodities(reporter: "CHN", partner: "PRK", flow: EXPORT, period: "2025-09") { rank commodity { id } value sources { source { id } } } }`},
	}
}

// told are two events that are one in the graph of which costs are measured.
var told = struct{ Keep, Merge string }{"event:bench-501", "event:bench-502"}

// lookups are single records, with all that hangs on them.
func (g Graph) lookups() []Question {
	const (
		cited  = `sources { quote source { id title } }`
		tenure = `id from { edtf } to { edtf } official { id name } post { id title organization { id } } ` + cited
		fate   = `status at reason now { id } ` + cited
		// What a record says, with its sources and what it said before.
		records = `records { id recordedAt fields { field value } revisions { number } ` + cited + ` }`
		more    = `counterparts(first: 5) { events actor { id name } first { id } last { id } } timeline(first: 5) { totalCount nodes { id } } ` + cited
	)
	return []Question{
		{"event with everything", `{ event(id: "event:2025-09-kim-beijing-visit") { id kind title participantCount
			participants { roles via actor { id name } office { id } offices { certainty tenure { id } } } place { name country { id } }
			partOf { id } parts { id } about { id } ledTo { basis event { id } } ledFrom { basis event { id } }
			previousBetweenSameParticipants { gap { min } event { id } } revisions { number changes { field } source { id } } ` + cited + ` } }`},
		{"official with everything", `{ official(id: "official:bench-0") { id name country { id } offices { ` + tenure + ` } ` + more + ` } }`},
		{"official who was merged away", `{ official(id: "official:Q999999999") { id merges { merged name } } nodes(ids: ["official:Q999999999"]) { id } timeline(filter: {actors: ["official:Q999999999"]}, first: 5) { nodes { id } } }`},
		{"official by the Wikidata id of one who was merged away", `{ official(wikidata: "Q999999999") { id } }`},
		{"official by Wikidata id", `{ official(wikidata: "Q30436217") { id } }`},
		{"official's counterparts in a year", `{ official(id: "official:bench-0") { counterparts(first: 5, during: {from: "2012", to: "2012"}) { events actor { id } } } }`},
		{"country with everything", fmt.Sprintf(`{ country(code: %q) { id name cabinet(asOf: "2012") { %s } %s } }`, g.Second, tenure, more)},
		{"organization with everything", `{ organization(id: "org:prk-wpk") { id name country { id } posts { id } ` + more + ` } }`},
		{"post with holders", `{ post(id: "post:bench-1") { id title organization { id } holders(asOf: "2012") { ` + tenure + ` } } }`},
		{"event with its record", `{ event(id: "event:bench-500") { ` + records + ` disputes { field } decisions { id } } }`},
		{"event that two records tell of", fmt.Sprintf(`{ event(id: %q) { %s disputes { field values { value records sources origins } } decisions { id %s event { id } other { id } } } }`, told.Keep, records, cited)},
		{"event by the id of another record", fmt.Sprintf(`{ event(id: %q) { id } nodes(ids: [%q]) { id } }`, told.Merge, told.Merge)},
		{"disputes", `{ disputes { totalCount nodes { id disputes { field } } } }`},
		{"disputes in a year, oldest first", `{ disputes(filter: {during: {from: "2012", to: "2012"}}, order: OLDEST_FIRST) { totalCount nodes { id } } }`},
		{"disputes of words", `{ disputes(filter: {text: "Event 12"}) { nodes { id } } }`},
		{"decisions", fmt.Sprintf(`{ decisions(of: %q, includeUndone: true) { id kind at event { id } other { id } %s } }`, told.Merge, cited)},
		{"fates", fmt.Sprintf(`{ event: fate(id: %q) { %s } official: fate(id: "official:Q999999999") { %s } stored: fate(id: "source:bench-1") { %s } none: fate(id: "event:none") { %s } }`, told.Merge, fate, fate, fate, fate)},
		{"source", `{ source(id: "source:bench-1") { id title } }`},
		{"commodity", `{ commodity(code: "6703") { id parent { id } } }`},
		{"nodes of several types", `{ nodes(ids: ["place:panmunjom", "event:bench-1", "official:bench-1", "post:bench-1"]) { id } }`},
		{"officials", `{ officials(first: 20) { totalCount nodes { id name } } }`},
		{"officials by words", `{ officials(text: "Official 12", first: 20) { nodes { id } } }`},
		{"officials of a post", `{ officials(post: "post:bench-1", asOf: "2012", first: 20) { nodes { id } } }`},
		{"officials of a country in a year", fmt.Sprintf(`{ officials(country: %q, asOf: "2012", first: 20) { nodes { id } } }`, g.Second)},
		{"search for anything", `{ search(text: "Xi Jinping") { matched node { id } } }`},
	}
}
