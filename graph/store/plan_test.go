package store_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"demarche/graph"
	"demarche/graph/store"
	"demarche/internal/graphtest"
)

// scans are the statements that may read all nodes of a label or all edges of a type, and why.
var scans = map[string]string{
	"migration_lock": "there are as many migrations as files",
	"migration_last": "there are as many migrations as files",
	"counts":         "the database keeps these numbers",
	"unsourced":      "doctor --deep looks at everything",
	"officials":      "without a condition it counts them all",
	"check_links":    "doctor --deep looks at everything",
}

func TestStore_plans(t *testing.T) {
	ctx := t.Context()
	var calls []store.Call
	s := graphtest.Seeded(t).Observing(func(c store.Call) { calls = append(calls, c) })
	// The planner goes by statistics that it takes now and then: with those of an empty database it scans.
	if _, err := s.Raw(ctx, "CALL db.prepareForReplanning(60)", nil); err != nil {
		t.Fatal(err)
	}
	for name, read := range reads(ctx, t, s) {
		before := len(calls)
		if err := read(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(calls) == before {
			t.Errorf("%s reads nothing", name)
		}
	}
	seen := map[string]bool{}
	for _, c := range calls {
		seen[c.Name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(store.Statements())) {
		if !seen[name] && !strings.Contains(name, "/") && name != "connection" {
			calls = append(calls, store.Call{Name: name, Cypher: store.Statements()[name], Params: emptyParams()})
		}
	}
	for name, args := range timelines(t, "country:CHN", "country:PRK") {
		cypher, params := store.Stream(args)
		calls = append(calls, store.Call{Name: "stream of " + name, Cypher: cypher, Params: params})
	}
	bad := map[string]string{}
	for _, c := range calls {
		plan, err := s.Profile(ctx, c.Cypher, c.Params)
		if err != nil {
			t.Errorf("%s: %v\n%s", c.Name, err, c.Cypher)
			continue
		}
		for _, op := range operators(plan) {
			if _, ok := scans[c.Name]; isScan(op) && !ok {
				bad[c.Name+": "+op] = c.Cypher
			}
		}
	}
	for op, cypher := range bad {
		t.Errorf("%s\n%s", op, cypher)
	}
}

// emptyParams are for statements that are explained, not run.
func emptyParams() map[string]any {
	p := map[string]any{
		"after": "", "limit": 10, "id": "x", "number": 1, "name": "x", "gap": 1, "paired": 20, "to": nil, "from": nil, "until": nil,
		"reporter": "x", "partner": "x", "commodity": "x", "flow": "x", "kinds": nil, "lo": 0, "hi": 1, "room": 1, "whole": true,
	}
	for _, name := range []string{"rows", "ids", "pairs", "sks", "events", "officials", "tenures", "posts", "organizations", "via", "seen", "known"} {
		p[name] = []any{}
	}
	return p
}

func isScan(operator string) bool {
	for _, s := range []string{"AllNodesScan", "LabelScan", "LabelsScan", "TypeScan", "TypesScan", "AllRelationshipsScan", "IndexScan"} {
		if strings.Contains(operator, s) {
			return true
		}
	}
	return false
}

// operators lists the operators of a plan with what they do, outermost first.
func operators(p neo4j.ProfiledPlan) []string {
	details, _ := p.Arguments()["Details"].(string)
	out := []string{strings.TrimSuffix(p.Operator(), "@neo4j") + " " + details}
	for _, c := range p.Children() {
		out = append(out, operators(c)...)
	}
	return out
}

func filtered(f graph.Filter) map[string]any {
	return map[string]any{"filter": &f, "order": string(graph.NewestFirst), "first": 50}
}

func window(tb testing.TB, from, to string) *graph.Window {
	tb.Helper()
	a, b := date(tb, from), date(tb, to)
	return &graph.Window{From: &a, To: &b}
}

// timelines are the arguments of timelines of every stream.
func timelines(tb testing.TB, a, b string) map[string]map[string]any {
	tb.Helper()
	text, top := "kim", true
	during := window(tb, "2025-08", "2025-09")
	return map[string]map[string]any{
		"all":               filtered(graph.Filter{}),
		"all in a window":   filtered(graph.Filter{During: during}),
		"certain":           filtered(graph.Filter{During: during, Certainty: graph.Certain}),
		"kinds":             filtered(graph.Filter{Kinds: []graph.EventKind{graph.Visit}, TopLevel: &top}),
		"roles":             filtered(graph.Filter{Roles: []graph.Role{graph.Host}}),
		"place and source":  filtered(graph.Filter{Places: []string{"place:beijing"}, Sources: []string{"source:seed-notes"}}),
		"actor":             filtered(graph.Filter{Actors: []string{a}}),
		"actor in a window": filtered(graph.Filter{Actors: []string{a}, During: during}),
		"any of two":        filtered(graph.Filter{Actors: []string{a, b}}),
		"pair":              filtered(graph.Filter{Actors: []string{a, b}, Match: graph.MatchAll}),
		"pair in a window":  filtered(graph.Filter{Actors: []string{a, b}, Match: graph.MatchAll, During: during}),
		"countries":         filtered(graph.Filter{Countries: []string{"CHN", "PRK"}, Match: graph.MatchAll}),
		"three":             filtered(graph.Filter{Actors: []string{a, b}, Countries: []string{"CHN"}, Match: graph.MatchAll}),
		"text":              filtered(graph.Filter{Text: &text, Actors: []string{a}}),
	}
}

// reads are calls of every method that reads.
func reads(ctx context.Context, tb testing.TB, s *store.Store) map[string]func() error {
	tb.Helper()
	const kim, xi, visit = "official:kim-jong-un", "official:xi-jinping", "event:x"
	figure := graph.FigureID("series:CHN-PRK-TOTAL-EXPORT-M-FOB-USD-gacc", "2025-09")
	one := func(_ any, err error) error { return err }
	around := store.MapQuery{Around: []string{"country:CHN"}, Depth: 2, MaxNodes: 50, Bucket: graph.ByMonth}
	aroundThen := around
	aroundThen.During, aroundThen.Kinds = window(tb, "2025", "2025"), []graph.EventKind{graph.Visit}
	aroundDays := aroundThen
	aroundDays.Bucket = graph.ByDay
	out := map[string]func() error{
		"event":    func() error { return one(s.Event(ctx, wanted("event", "[Event]: "+eventFields, nil), visit)) },
		"official": func() error { return one(s.Official(ctx, wanted("official", "Official: "+officialFields, nil), kim)) },
		"wikidata": func() error { return one(s.OfficialByWikidata(ctx, wanted("official", "Official: id", nil), "Q1")) },
		"country":  func() error { return one(s.Country(ctx, wanted("country", "Country: "+countryFields, nil), "CHN")) },
		"organization": func() error {
			return one(s.Organization(ctx, wanted("organization", "Organization: "+orgFields, nil), "org:x"))
		},
		"post":   func() error { return one(s.Post(ctx, wanted("post", "Post: "+postFields, nil), "post:x")) },
		"source": func() error { return one(s.Source(ctx, wanted("source", "Source: id title", nil), "source:x")) },
		"commodity": func() error {
			return one(s.Commodity(ctx, wanted("commodity", "Commodity: id parent(Commodity: id)", nil), "27", "HS"))
		},
		"nodes": func() error { return one(s.Nodes(ctx, wanted("nodes", "[Node]: id", nil), []string{visit, figure})) },
		"citations": func() error {
			return one(s.FigureSources(ctx, wanted("sources", "Citation: quote source(Source: id)", nil), []string{figure}))
		},
		"link sources": func() error {
			return one(s.LinkSources(ctx, wanted("sources", "Citation: quote source(Source: id)", nil), []string{"event:x event:y"}))
		},
		"series": func() error {
			return one(s.TradeSeries(ctx, wanted("tradeSeries", "TradeSeries: "+seriesFields, nil),
				store.SeriesQuery{Reporter: "CHN", Partner: "PRK", Commodity: "TOTAL", Flow: "EXPORT", Frequency: "MONTHLY"}))
		},
		"histogram":    func() error { return one(s.Histogram(ctx, nil, graph.ByMonth)) },
		"relationship": func() error { return one(s.Relationship(ctx, []string{"country:CHN", "country:PRK"}, nil)) },
		"map":          func() error { return one(s.Map(ctx, around)) },
		"map then":     func() error { return one(s.Map(ctx, aroundThen)) },
		"map of days":  func() error { return one(s.Map(ctx, aroundDays)) },
		"search":       func() error { return one(s.Search(ctx, "kim", nil, 10)) },
		"top":          func() error { return one(s.TopCommodities(ctx, "CHN", "PRK", "EXPORT", date(tb, "2025-09"), 10)) },
		"version":      func() error { _, _, err := s.SchemaVersion(ctx); return err },
	}
	for name, args := range timelines(tb, "country:CHN", "country:PRK") {
		out["timeline of "+name] = func() error { return one(s.Timeline(ctx, wanted("timeline", pageFields, args))) }
	}
	for name, args := range map[string]map[string]any{
		"all": {}, "text": {"text": "kim"}, "post": {"post": "post:x"}, "country": {"country": "CHN", "asOf": date(tb, "2025")},
	} {
		out["officials by "+name] = func() error {
			return one(s.Officials(ctx, wanted("officials", "OfficialConnection: totalCount nodes(Official: id)", args)))
		}
	}
	return out
}
