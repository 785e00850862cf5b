package apitest

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"demarche/export"
	"demarche/graph"
	"demarche/graph/store"
	"demarche/ingest"
	"demarche/internal/gen"
	"demarche/internal/graphtest"
)

// totals are rows of Comtrade with the world and groups as partners and as reporters, by number, by code and by name.
const totals = `period,reporterCode,reporterDesc,partnerCode,partnerISO,partnerDesc,flowCode,classificationCode,cmdCode,cmdDesc,primaryValue
2023,156,China,0,W00,World,X,H6,TOTAL,All,100
2023,156,China,0,W00,World,X,H6,27,Fuels,60
2023,156,China,0,W00,World,X,H6,85,Machines,30
202309,156,China,,W00,,X,H6,TOTAL,All,9
202310,156,China,,,World,X,H6,TOTAL,All,10
2023,156,China,408,PRK,North Korea,X,H6,TOTAL,All,20
2023,156,China,408,PRK,North Korea,X,H6,27,Fuels,5
2023,156,China,899,_X,"Areas, nes",X,H6,TOTAL,All,1
2023,156,China,490,S19,"Other Asia, nes",X,H6,TOTAL,All,2
2023,156,China,,,ASEAN,X,H6,TOTAL,All,3
2023,156,China,837,X1,Bunkers,X,H6,TOTAL,All,4
2023,97,European Union,156,CHN,China,M,H6,TOTAL,All,50
2023,97,European Union,0,W00,World,M,H6,TOTAL,All,500
`

func importedText(t *testing.T, s *store.Store, format, name, text string) ingest.Result {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	result, err := ingest.File(t.Context(), s, path, ingest.Options{Format: format})
	if err != nil {
		t.Fatal(err)
	}
	if result.Rejected > 0 {
		t.Fatalf("%+v", result)
	}
	return result
}

func asLines(t *testing.T, s *store.Store) string {
	t.Helper()
	var out bytes.Buffer
	f, err := export.FormatNamed("jsonl")
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Write(t.Context(), s, export.Request{}, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Totals with the world and with groups are imported, asked for, exported and imported again, and are never in an
// answer about countries.
func TestAggregates(t *testing.T) {
	s := graphtest.Fresh(t)
	importedText(t, s, "comtrade", "totals.csv", totals)
	if again := importedText(t, s, "comtrade", "totals.csv", totals); again.Created+again.Updated > 0 {
		t.Errorf("imported again: %+v", again)
	}
	if _, err := s.Write(t.Context(), graph.Batch{
		Sources:   []graph.Source{{ID: "source:s", Title: "A report"}},
		Officials: []graph.Official{{ID: "official:ann", Name: "ann", Country: "country:CHN", Sources: bySource}, {ID: "official:dan", Name: "dan", Sources: bySource}},
		Events:    []graph.Event{meeting(t, "a", "2023-10-05", "", "ann", "dan"), meeting(t, "b", "2023-09-05", "", "ann", "dan")},
	}); err != nil {
		t.Fatal(err)
	}
	h := editing(t, s)
	t.Run("asked", func(t *testing.T) { aggregatesAsked(t, h) })
	t.Run("never countries", func(t *testing.T) { neverCountries(t, h) })
	if err := s.Check(t.Context(), func(problem string) { t.Error(problem) }); err != nil {
		t.Fatal(err)
	}
	counts, err := s.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range counts {
		if want, ok := map[string]int{"countries": 2, "aggregates": 6, "series": 12}[c.Kind]; ok && c.N != want {
			t.Errorf("%d %s, want %d", c.N, c.Kind, want)
		}
	}
	t.Run("round trip", func(t *testing.T) {
		lines := asLines(t, s)
		if n := strings.Count(lines, `{"type":"aggregate",`); n != 6 {
			t.Errorf("%d aggregates are exported", n)
		}
		other := graphtest.Beside(t)
		importedText(t, other, "events", "all.jsonl", lines)
		if d := cmp.Diff(lines, asLines(t, other)); d != "" {
			t.Error(d)
		}
		if d := cmp.Diff(answered(t, h, worldSeries("WLD")), answered(t, serve(t, other), worldSeries("WLD"))); d != "" {
			t.Error(d)
		}
	})
}

func worldSeries(partner string) string {
	return fmt.Sprintf(`{ tradeSeries(reporter: "CHN", partner: %q, flow: EXPORT, frequency: ANNUAL) { id reporter { __typename id code name ... on Country { iso2 } } partner { __typename id code name ... on Aggregate { sources { source { title } } } } figures { period value } } }`, partner)
}

func aggregatesAsked(t *testing.T, h http.Handler) {
	t.Helper()
	want := `{"tradeSeries":[{"id":"series:CHN-WLD-TOTAL-EXPORT-A-UNSPECIFIED-USD-un-comtrade","reporter":{"__typename":"Country","id":"country:CHN","code":"CHN","name":"China","iso2":"CN"},` +
		`"partner":{"__typename":"Aggregate","id":"aggregate:WLD","code":"WLD","name":"World","sources":[{"source":{"title":"totals.csv"}}]},"figures":[{"period":"2023","value":"100"}]}]}`
	for _, partner := range []string{"WLD", "wld", "0", "W00", "World", "001"} {
		if d := cmp.Diff(`{"data":`+want+`}`, answered(t, h, worldSeries(partner))); d != "" {
			t.Errorf("%s: %s", partner, d)
		}
	}
	for query, want := range map[string]string{
		`{ tradeSeries(reporter: "97", partner: "WLD", flow: IMPORT, frequency: ANNUAL) { reporter { name } figures { value } } }`:                                                                 `{"tradeSeries":[{"reporter":{"name":"European Union"},"figures":[{"value":"500"}]}]}`,
		`{ tradeSeries(reporter: "CHN", partner: "Areas, nes", flow: EXPORT, frequency: ANNUAL) { partner { code } } }`:                                                                            `{"tradeSeries":[{"partner":{"code":"NES899"}}]}`,
		`{ tradeSeries(reporter: "CHN", partner: "490", flow: EXPORT, frequency: ANNUAL) { partner { code } } }`:                                                                                   `{"tradeSeries":[{"partner":{"code":"NES490"}}]}`,
		`{ topCommodities(reporter: "CHN", partner: "WLD", flow: EXPORT, period: "2023") { commodity { code } value share } }`:                                                                     `{"topCommodities":[{"commodity":{"code":"27"},"value":"60","share":0.6},{"commodity":{"code":"85"},"value":"30","share":0.3}]}`,
		`{ topCommodities(reporter: "CHN", partner: "PRK", flow: EXPORT, period: "2023") { commodity { code } value share } }`:                                                                     `{"topCommodities":[{"commodity":{"code":"27"},"value":"5","share":0.25}]}`,
		`{ tradeAround(event: "event:a", reporter: "CHN", partner: "WLD", monthsBefore: 1, monthsAfter: 0) { points { offsetMonths figure { value } } otherEventsInWindow { id } } }`:              `{"tradeAround":{"points":[{"offsetMonths":-1,"figure":{"value":"9"}},{"offsetMonths":0,"figure":{"value":"10"}}],"otherEventsInWindow":[]}}`,
		`{ node(id: "aggregate:WLD") { __typename id ... on TradeArea { code name } } nodes(ids: ["country:CHN", "aggregate:ASEAN", "aggregate:none"]) { __typename ... on TradeArea { code } } }`: `{"node":{"__typename":"Aggregate","id":"aggregate:WLD","code":"WLD","name":"World"},"nodes":[{"__typename":"Country","code":"CHN"},{"__typename":"Aggregate","code":"ASEAN"},null]}`,
		`{ country(code: "CHN") { counterparts { actor { id } } } search(text: "World") { node { id } } }`:                                                                                         `{"country":{"counterparts":[]},"search":[]}`,
	} {
		if d := cmp.Diff(`{"data":`+want+`}`, answered(t, h, query)); d != "" {
			t.Errorf("%s: %s", query, d)
		}
	}
}

// countryPlaces are questions with an aggregate in each place that takes a country's code; empty where it takes one.
var countryPlaces = map[string]string{
	"Query.country(code)":         `{ country(code: %q) { id } }`,
	"Query.officials(country)":    `{ officials(country: %q) { totalCount } }`,
	"EventFilter.countries":       `{ timeline(filter: {countries: [%q]}) { totalCount } }`,
	"OfficialInput.country":       `mutation { upsertOfficials(input: [{name: "x", country: %q, sources: [{title: "x"}]}]) { items { message } } }`,
	"Query.tradeSeries(reporter)": "", "Query.tradeSeries(partner)": "", "Query.tradeAround(reporter)": "", "Query.tradeAround(partner)": "",
	"Query.topCommodities(reporter)": "", "Query.topCommodities(partner)": "", "TradeFigureInput.reporter": "", "TradeFigureInput.partner": "",
}

func neverCountries(t *testing.T, h http.Handler) {
	t.Helper()
	places := map[string]bool{}
	for _, def := range gen.NewExecutableSchema(gen.Config{}).Schema().Types {
		for _, f := range def.Fields {
			if def.Kind == ast.InputObject && f.Type.Name() == "CountryCode" {
				places[def.Name+"."+f.Name] = true
			}
			for _, a := range f.Arguments {
				if a.Type.Name() == "CountryCode" {
					places[def.Name+"."+f.Name+"("+a.Name+")"] = true
				}
			}
		}
	}
	if d := cmp.Diff(slices.Sorted(maps.Keys(places)), slices.Sorted(maps.Keys(countryPlaces))); d != "" {
		t.Error(d)
	}
	for place, query := range countryPlaces {
		for _, text := range []string{"WLD", "0", "EU27", "World"} {
			if query == "" {
				continue
			}
			if _, answer := postAs(t, h, secret, fmt.Sprintf(query, text), nil); !strings.Contains(answer, "it is an aggregate (") {
				t.Errorf("%s, %s: %s", place, text, answer)
			}
		}
	}
	for _, query := range []string{
		`{ relationshipMap(around: ["aggregate:WLD"]) { nodes { id } } }`, `{ relationship(between: ["aggregate:WLD", "country:CHN"]) { count } }`,
		`{ shortestPath(from: "aggregate:WLD", to: "official:ann") { length } }`,
	} {
		if a, text := post(t, h, query, nil); len(a.Errors) == 0 || a.Errors[0].code() != "NOT_FOUND" {
			t.Errorf("%s: %s", query, text)
		}
	}
}

// A mutation writes figures with an aggregate, which need not be there before, and no event has one as a participant.
func TestMutation_aggregates(t *testing.T) {
	s := graphtest.Fresh(t)
	if _, err := s.Write(t.Context(), graph.Batch{
		Sources:   []graph.Source{{ID: "source:s", Title: "A report"}},
		Countries: []graph.Country{{ID: "country:CHN", Code: "CHN", Name: "China", Sources: bySource}},
	}); err != nil {
		t.Fatal(err)
	}
	h := editing(t, s)
	const write = `mutation($in: [TradeFigureInput!]!) { upsertTradeFigures(input: $in) { created unchanged items { status message node { id } } } }`
	figure := func(partner string) map[string]any {
		return map[string]any{
			"reporter": "CN", "partner": partner, "flow": "EXPORT", "commodity": "TOTAL", "frequency": "ANNUAL", "publisher": "x", "period": "2023", "value": "7",
			"sources": []any{map[string]any{"id": "source:s"}},
		}
	}
	in := map[string]any{"in": []any{figure("WLD"), figure("asean")}}
	want := `{"upsertTradeFigures":{"created":2,"unchanged":0,"items":[{"status":"CREATED","message":null,"node":{"id":"figure:CHN-WLD-TOTAL-EXPORT-A-UNSPECIFIED-USD-x:2023"}},` +
		`{"status":"CREATED","message":null,"node":{"id":"figure:CHN-ASEAN-TOTAL-EXPORT-A-UNSPECIFIED-USD-x:2023"}}]}}`
	if d := cmp.Diff(want, as(t, h, write, in)); d != "" {
		t.Error(d)
	}
	if again := as(t, h, write, in); !strings.Contains(again, `"created":0,"unchanged":2`) {
		t.Error(again)
	}
	const meet = `mutation { upsertEvents(input: [{kind: MEETING, title: "m", date: "2023", participants: [{actor: "aggregate:WLD", roles: [HOST]}], sources: [{id: "source:s"}]}]) { items { status field } } }`
	if d := cmp.Diff(`{"upsertEvents":{"items":[{"status":"REJECTED","field":"participants[0].actor"}]}}`, as(t, h, meet, nil)); d != "" {
		t.Error(d)
	}
}
