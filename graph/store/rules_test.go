package store_test

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"demarche/graph"
	"demarche/internal/graphtest"
)

// rulesListed are the rules that docs/data-model.md lists under "What is refused".
func rulesListed(t *testing.T) (names []string) {
	t.Helper()
	text, err := os.ReadFile("../../docs/data-model.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), "\n## What is refused\n")
	table, _, _ := strings.Cut(after, "\n### ")
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\|").FindAllStringSubmatch(table, -1) {
		names = append(names, m[1])
	}
	return names
}

// A refusal is how a rule is broken: by the last of some batches, each a request of its own, and by a statement that
// changes what is stored, which Check has to report.
type refusal struct {
	steps         []graph.Batch
	record, field string // of the last step's outcome
	cypher        string
	reported      string // begins a problem that Check reports; without the test's own name
}

// Every rule of the table is held against what is stored, and by Check.
func TestStore_rules(t *testing.T) {
	w := newWorld(t, graphtest.Fresh(t))
	w.write(w.people())
	w.write(w.traded())
	refusals := w.refusals()
	names := rulesListed(t)
	if d := cmp.Diff(slices.Sorted(slices.Values(names)), slices.Sorted(maps.Keys(refusals))); len(names) == 0 || d != "" {
		t.Fatal("docs/data-model.md lists other rules than are tested:", d)
	}
	for _, name := range names {
		for i, r := range refusals[name] {
			t.Run(fmt.Sprintf("%s %d", name, i), func(t *testing.T) {
				for n, step := range r.steps {
					outcomes, err := w.s.Update(t.Context(), graph.Update{Put: step})
					if err != nil {
						t.Fatal(err)
					}
					var got []string
					for _, o := range outcomes {
						if o.Status == graph.Rejected {
							got = append(got, strings.ReplaceAll(o.ID+": "+o.Field, w.name+"-", ""))
						}
					}
					want := []string(nil)
					if n == len(r.steps)-1 {
						want = []string{r.record + ": " + r.field}
					}
					if d := cmp.Diff(want, got); d != "" {
						t.Fatalf("step %d rejects %v: %+v\n%s", n, got, outcomes, d)
					}
				}
			})
		}
	}
	w.sound()
	for _, name := range names {
		for _, r := range refusals[name] {
			if r.cypher != "" {
				w.column(strings.ReplaceAll(r.cypher, "ID-", w.name+"-"))
			}
		}
	}
	reported := []string{}
	for _, p := range problems(t, w.s) {
		reported = append(reported, strings.ReplaceAll(p, w.name+"-", ""))
	}
	for _, name := range names {
		for _, r := range refusals[name] {
			if r.cypher != "" && !slices.ContainsFunc(reported, func(p string) bool { return strings.HasPrefix(p, r.reported) }) {
				t.Errorf("%s: Check does not report %q:\n%s", name, r.reported, strings.Join(reported, "\n"))
			}
		}
	}
}

// events make a batch.
func events(some ...graph.Event) graph.Batch { return graph.Batch{Events: some} }

func (w world) refusals() map[string][]refusal {
	one := func(field string, change func(*graph.Event)) refusal {
		e := w.event("one", graph.Meeting, "2020-01-01", "ann:HOST")
		change(&e)
		return refusal{steps: []graph.Batch{events(e)}, record: strings.ReplaceAll(e.ID, w.name+"-", ""), field: field}
	}
	official := func(field string, change func(*graph.Official)) refusal {
		o := w.official("new", "country:CHN")
		change(&o)
		return refusal{steps: []graph.Batch{{Officials: []graph.Official{o}}}, record: strings.ReplaceAll(o.ID, w.name+"-", ""), field: field}
	}
	source := func(field string, change func(*graph.Source)) refusal {
		s := graph.Source{ID: w.id("source", "new"), Title: "New"}
		change(&s)
		return refusal{steps: []graph.Batch{{Sources: []graph.Source{s}}}, record: "source:new", field: field}
	}
	stored := func(r refusal, cypher, reported string) refusal {
		r.cypher, r.reported = cypher, reported
		return r
	}
	out := map[string][]refusal{
		"id": {
			one("id", func(e *graph.Event) { e.ID = "event:" + strings.Repeat("x", 600) }),
			stored(one("id", func(e *graph.Event) { e.ID = w.id("event", "a b") }), "CREATE (:Country:Actor {id: 'country:x y', name: 'X', iso3: 'x y', pid: 77})", "country:x y: id: "),
		},
		"text": {
			stored(one("title", func(e *graph.Event) { e.Title = strings.Repeat("x", 9000) }), "MATCH (n:Post {id: 'post:ID-minister'}) SET n.title = 'A\\u0001'", "post:minister: title: "),
			one("sources[0].quote", func(e *graph.Event) { e.Sources[0].Quote = "a\x1b[0m" }),
			official("nativeName", func(o *graph.Official) { o.NativeName = " x" }),
		},
		"aliases": {
			official("aliases[1]", func(o *graph.Official) { o.Aliases = []string{"A", ""} }),
			stored(official("aliases[1]", func(o *graph.Official) { o.Aliases = []string{"A", "A"} }), "MATCH (n:Official {id: 'official:ID-ann'}) SET n.aliases = ['A', 'A']", "official:ann: aliases[1]: "),
		},
		"address":  {stored(source("url", func(s *graph.Source) { s.URL = "ftp://example.org/a" }), "MATCH (n:Source {id: 'source:ID-s'}) SET n.url = 'ftp://x'", "source:s: url: ")},
		"life":     {stored(official("died", func(o *graph.Official) { o.Born, o.Died = date(w.t, "1950"), date(w.t, "1940") }), "MATCH (n:Official {id: 'official:ID-bob'}) SET n.born = '1950', n.died = '1940'", "official:bob: died: ")},
		"wikidata": {stored(official("wikidata", func(o *graph.Official) { o.Wikidata = "Q0" }), "MATCH (n:Official {id: 'official:ID-cho'}) SET n.wikidata = 'Q0'", "official:cho: wikidata: ")},
		"source":   {stored(official("sources", func(o *graph.Official) { o.Sources = nil }), "MATCH (:Place {id: 'place:ID-hall'})-[r:SOURCED_FROM]->() DELETE r", "place:hall: sources: ")},
		"reference": {
			one("place", func(e *graph.Event) { e.Place = w.id("place", "none") }),
			stored(one("participants[0].actor", func(e *graph.Event) { e.Participants[0].Actor = "source:x" }), "MATCH (:Tenure {id: 'tenure:ID-t'})-[r:OF_POST]->() DELETE r", "tenure:t: post: "),
		},
		"years": {
			one("date", func(e *graph.Event) { e.Date = date(w.t, "Y47001") }),
			one("date", func(e *graph.Event) { e.Date = date(w.t, "Y-43001/2025") }),
		},
		"participants": {one("participants[1].actor", func(e *graph.Event) { e.Participants = append(e.Participants, e.Participants[0]) })},
		"country": {{
			steps:  []graph.Batch{{Countries: []graph.Country{{ID: "country:XYZ", Code: "XYZ", Name: "X", Sources: w.cite()}}}},
			record: "country:XYZ", field: "code", cypher: "MATCH (n:Country {id: 'country:RUS'}) SET n.iso3 = 'RUX'", reported: "country:RUS: code: ",
		}},
		"coordinates": {{
			steps:  []graph.Batch{{Places: []graph.Place{{ID: w.id("place", "new"), Name: "New", Latitude: new(99.0), Longitude: new(1.0), Sources: w.cite()}}}},
			record: "place:new", field: "latitude", cypher: "MATCH (n:Place {id: 'place:ID-hall'}) SET n.latitude = 99.0, n.longitude = 1.0", reported: "place:hall: latitude: ",
		}},
		"tenure": {{
			steps:  []graph.Batch{{Tenures: []graph.Tenure{{ID: w.id("tenure", "new"), Official: w.id("official", "ann"), Post: w.id("post", "minister"), Dates: date(w.t, "2012"), Sources: w.cite()}}}},
			record: "tenure:new", field: "dates", cypher: "MATCH (n:Tenure {id: 'tenure:ID-t'}) SET n.edtf = '2012'", reported: "tenure:t: dates: ",
		}},
		"vocabulary": {stored(one("participants[0].roles", func(e *graph.Event) { e.Participants[0].Roles = []graph.Role{"host"} }), "MATCH (n:Organization) SET n.kind = 'club'", "org:")},
	}
	maps.Copy(out, w.refusalsBetween())
	maps.Copy(out, w.refusalsOfTrade())
	return out
}

// refusalsBetween break rules between events.
func (w world) refusalsBetween() map[string][]refusal {
	on := func(name, date, partOf string) graph.Event {
		e := w.event(name, graph.Meeting, date)
		if partOf != "" {
			e.PartOf = w.id("event", partOf)
		}
		return e
	}
	link := func(from, to string) graph.Batch {
		return graph.Batch{Links: []graph.Link{{From: w.id("event", from), To: w.id("event", to), Sources: w.cite()}}}
	}
	name := func(from, to string) string { return "event:" + from + " → event:" + to }
	var deep []graph.Event
	for i := range 22 {
		deep = append(deep, on(fmt.Sprintf("deep%d", i), "2020-01-01", fmt.Sprintf("deep%d", i-1)))
	}
	deep[0].PartOf, deep[11].PartOf = "", ""
	joined := on("deep11", "2020-01-01", "deep10")
	confident := link("l1", "l2")
	confident.Links[0].Confidence = new(2.0)
	return map[string][]refusal{
		"part-within-whole": {
			{steps: []graph.Batch{events(on("w1", "2020-01", "")), events(on("p1", "2020-02-01", "w1"))}, record: "event:p1", field: "date"},
			{steps: []graph.Batch{events(on("w2", "2020-01", "")), events(on("p2", "2020-01-05", "w2")), events(on("w2", "2021-01", ""))}, record: "event:w2", field: "date"},
			{steps: []graph.Batch{events(on("w2", "2020-01", "")), events(on("p2", "2020-01-05", "w2")), events(on("p2", "2020-03", "w2"))}, record: "event:p2", field: "date"},
			{
				steps:  []graph.Batch{events(on("w3", "2020-01", "")), events(on("p3", "2021", "")), events(on("p3", "2021", "w3"))},
				record: "event:p3", field: "date",
				cypher:   "MATCH (a:Event {id: 'event:ID-p3'}), (b:Event {id: 'event:ID-w3'}) CREATE (a)-[:PART_OF]->(b)",
				reported: "event:p3: event:p3 (2021) is a part of event:w3, and does not lie within 2020-01",
			},
		},
		"part-circle": {
			{steps: []graph.Batch{events(on("c1", "2020", "")), events(on("c2", "2020", "c1")), events(on("c1", "2020", "c2"))}, record: "event:c1", field: "partOf"},
			{
				steps: []graph.Batch{events(deep[:11]...), events(deep[11:]...), events(joined)}, record: "event:deep11", field: "partOf",
				cypher:   "MATCH (a:Event {id: 'event:ID-c1'}), (b:Event {id: 'event:ID-c2'}) CREATE (a)-[:PART_OF]->(b)",
				reported: "event:c1: it is a part of itself",
			},
		},
		"link-in-time": {
			{steps: []graph.Batch{events(on("l1", "2020", ""), on("l2", "2019", "")), link("l1", "l2")}, record: name("l1", "l2"), field: "to"},
			{steps: []graph.Batch{events(on("l3", "2020", ""), on("l4", "2021", "")), link("l3", "l4"), events(on("l4", "2019", ""))}, record: "event:l4", field: "date"},
			{
				steps: []graph.Batch{events(on("l5", "2020", ""), on("l6", "2021", "")), link("l5", "l6"), events(on("l5", "2022", ""))}, record: "event:l5", field: "date",
				cypher: "MATCH (e:Event {id: 'event:ID-l6'}) SET e.edtf = '1999', e.earliest = date('1999-01-01'), e.latest = date('1999-12-31')", reported: name("l5", "l6") + ": ",
			},
		},
		"link-circle": {
			{steps: []graph.Batch{events(on("r1", "2020", ""), on("r2", "2020", ""), on("r3", "2020", "")), link("r1", "r2"), link("r2", "r3"), link("r3", "r1")}, record: name("r3", "r1"), field: "to"},
			{
				steps: []graph.Batch{events(on("r4", "2020", ""), on("r5", "2020", "")), link("r4", "r5"), link("r5", "r4")}, record: name("r5", "r4"), field: "to",
				cypher: "MATCH (a:Event {id: 'event:ID-r4'})-[r:LED_TO]->(b:Event {id: 'event:ID-r5'}) CREATE (b)-[s:LED_TO]->(a) SET s = properties(r)", reported: name("r4", "r5") + ": ",
			},
		},
		"confidence": {{steps: []graph.Batch{confident}, record: name("l1", "l2"), field: "confidence", cypher: "MATCH ()-[r:LED_TO]->(:Event {id: 'event:ID-r2'}) SET r.confidence = 2.0", reported: name("r1", "r2") + ": confidence: "}},
	}
}

// traded are a series and its commodity.
func (w world) traded() graph.Batch {
	return graph.Batch{
		Commodities: []graph.Commodity{{ID: "commodity:TOTAL", Classification: "TOTAL", Code: "TOTAL", Description: "All", Sources: []graph.Citation{{Source: "source:countries"}}}},
		Series:      []graph.Series{w.series()},
	}
}

func (w world) series() graph.Series {
	s := graph.Series{
		Reporter: "country:CHN", Partner: "country:PRK", Flow: "EXPORT", Commodity: "commodity:TOTAL", Frequency: "MONTHLY", Valuation: "FOB", Currency: "USD",
		Publisher: w.name, Sources: w.cite(),
	}
	s.ID = s.Name()
	return s
}

// refusalsOfTrade break rules of figures and commodities.
func (w world) refusalsOfTrade() map[string][]refusal {
	series := w.series()
	figure := func(period string, change func(*graph.Figure)) graph.Batch {
		f := graph.Figure{Series: series.ID, Period: period, Value: num(w.t, "2"), Basis: "REPORTED", Sources: w.cite()}
		change(&f)
		f.ID = f.Name()
		return graph.Batch{Figures: []graph.Figure{f}}
	}
	same := func(*graph.Figure) {}
	reports := func(f *graph.Figure) { f.YoY = &graph.Percent{Value: 1, Quantum: 1} }
	from := func(period string) func(*graph.Figure) {
		return func(f *graph.Figure) {
			reports(f)
			f.Basis, f.DerivedFrom = "DERIVED", []graph.Derivation{{Figure: graph.FigureID(series.ID, period), By: "YOY"}}
		}
	}
	id := func(period string) string {
		return strings.ReplaceAll(graph.FigureID(series.ID, period), w.name+"-", "")
	}
	odd := series
	odd.Currency = "ZZZ"
	odd.ID = odd.Name()
	other := series
	other.ID = strings.Replace(series.ID, "FOB", "CIF", 1)
	sitc := func(code, parent string) graph.Batch {
		c := graph.Commodity{Classification: "SITC", Code: w.name + "-" + code, Description: code, Sources: w.cite()}
		if c.ID = "commodity:SITC-" + c.Code; parent != "" {
			c.Parent = "commodity:SITC-" + w.name + "-" + parent
		}
		return graph.Batch{Commodities: []graph.Commodity{c}}
	}
	huge := decimal.RequireFromString("1e99")
	match := func(period string) string {
		return "MATCH (f:TradeFigure {id: '" + graph.FigureID(series.ID, period) + "'})"
	}
	return map[string][]refusal{
		"currency": {{steps: []graph.Batch{{Series: []graph.Series{odd}}}, record: odd.ID, field: "currency", cypher: "MATCH (n:TradeSeries) SET n.currency = 'ZZZ'", reported: series.ID + ": currency: "}},
		"series":   {{steps: []graph.Batch{{Series: []graph.Series{other}}}, record: other.ID, field: "id"}},
		"number": {
			{steps: []graph.Batch{figure("2020-01", func(f *graph.Figure) { f.Value = &huge })}, record: id("2020-01"), field: "value"},
			{steps: []graph.Batch{figure("2020-02", same), figure("2020-02", func(f *graph.Figure) { f.Value, f.Quantum = nil, num(w.t, "1") })}, record: id("2020-02"), field: "quantum", cypher: match("2020-02") + " SET f.value = '1e99'", reported: id("2020-02") + ": value: "},
		},
		"period": {{steps: []graph.Batch{figure("2020-03", same), figure("2020", same)}, record: id("2020"), field: "period", cypher: match("2020-03") + " SET f.period = '2020', f.id = f.id", reported: id("2020-03") + ": "}},
		"basis":  {{steps: []graph.Batch{figure("2020-04", same), figure("2020-04", func(f *graph.Figure) { f.Basis = "DERIVED" })}, record: id("2020-04"), field: "derivedFrom", cypher: match("2020-04") + " SET f.basis = 'DERIVED'", reported: id("2020-04") + ": derivedFrom: "}},
		"derived-change": {
			{steps: []graph.Batch{figure("2021-01", same), figure("2020-05", from("2021-01"))}, record: id("2020-05"), field: "derivedFrom"},
			{
				steps: []graph.Batch{figure("2021-02", reports), figure("2020-06", from("2021-02")), figure("2021-02", same)}, record: id("2021-02"), field: "reported",
				cypher: match("2021-02") + " SET f.reportedYoY = null, f.reportedYoYQuantum = null", reported: id("2020-06") + ": " + id("2020-06") + " is derived from " + id("2021-02"),
			},
		},
		"derived-circle": {{
			steps:  []graph.Batch{figure("2021-03", reports), figure("2021-04", from("2021-03")), figure("2021-03", from("2021-04"))},
			record: id("2021-03"), field: "derivedFrom",
			cypher:   "MATCH (a:TradeFigure {period: '2021-03'}), (b:TradeFigure {period: '2021-04'}) CREATE (a)-[:DERIVED_FROM {by: 'YOY'}]->(b)",
			reported: id("2021-03") + ": " + id("2021-03") + " is derived from ",
		}},
		"commodity-circle": {{
			steps: []graph.Batch{sitc("1", ""), sitc("2", "1"), sitc("1", "2")}, record: "commodity:SITC-1", field: "parent",
			cypher:   "MATCH (a:Commodity {id: 'commodity:SITC-ID-1'}), (b:Commodity {id: 'commodity:SITC-ID-2'}) CREATE (a)-[:PART_OF]->(b)",
			reported: "commodity:SITC-1: commodity:SITC-1 is a part of ",
		}},
	}
}
