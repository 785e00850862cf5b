package store

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/graph/derive"
	"demarche/graph/edtf"
	"demarche/graph/store/cypher"
	"demarche/graph/store/internal/record"
	"demarche/graph/store/internal/rules"
	"demarche/graph/store/internal/search"
)

// A constant is a text or a number that statements spell as a literal.
type constant struct {
	value any      // of Go
	in    []string // names of statements
}

// constants lists the constants that both Go and Cypher know, and those that stand in statements alone.
func constants() []constant {
	direct, official := graph.ViaDirect, graph.ViaOfficial
	all := []constant{
		// Time.
		{derive.LongDays, []string{"chain_backward", "chain_forward"}},
		{1 << graph.SortKeyShift, []string{"chain_backward", "chain_forward"}},
		{edtf.Day(0).String(), []string{"chain_backward", "chain_forward"}},
		{derive.OpenShift, []string{"migrations/007_long"}},
		{graph.Certain, []string{"fields/held_then"}},
		{graph.Possible, []string{"fields/held_then"}},
		// Bounds.
		{rules.MaxNested, []string{"facts", "rule_commodities"}},
		{rules.MaxNested + 1, []string{"affected", "rule_nested"}},
		{maxHops, []string{"path"}},
		{answer.MaxRows("figures"), []string{"fields/missing"}},
		{answer.MaxRows("figures") + 1, []string{"fields/figures"}},
		{answer.MaxRows("offices") + 1, []string{"fields/offices", "fields/offices_then"}},
		{answer.MaxRows("holders") + 1, []string{"fields/holders"}},
		{answer.MaxRows("cabinet") + 1, []string{"fields/cabinet"}},
		// Events and participants.
		{graph.Meeting, []string{"facts"}},
		{graph.Visit, []string{"events_near"}},
		{direct, []string{
			"acted", "event_tellings", "events_to_settle", "mark_participants",
			"facts", "move_participations", "neighbours_during", "path_step", "put_events", "recorded_as",
			"rows_events", "stored", "fields/record_fields",
		}},
		{official, []string{"derive"}},
		{search.Types[0].Of, []string{"map_events", "map_tallied", "rows_participations"}},
		{search.Types[1].Of, []string{"map_events", "map_tallied", "rows_participations"}},
		{search.Types[2].Of, []string{"map_events", "map_tallied", "rows_participations"}},
		// What became of ids, and what records say.
		{graph.FateStored, []string{"fate"}},
		{graph.FateMerged, []string{"fate"}},
		{graph.FateRetracted, []string{"fate"}},
		{graph.FateUnknown, []string{"fate"}},
		{graph.SameEvent, []string{"fate"}},
		{"about", []string{"fields/record_fields"}},
		{"partOf", []string{"fields/record_fields"}},
		{"participants", []string{"fields/record_fields"}},
		{"place", []string{"fields/record_fields"}},
		{"; ", []string{"fields/record_fields"}},
		{", ", []string{"fields/record_fields"}},
		{" (", []string{"fields/record_fields"}},
		{")", []string{"fields/record_fields"}},
		// Chains: what joins events, and the labels of those who are shared.
		{graph.LedTo, []string{"chain_backward", "chain_forward"}},
		{graph.PartOf, []string{"chain_backward", "chain_forward"}},
		{graph.SharedOfficial, []string{"chain_backward", "chain_forward"}},
		{graph.SharedCountry, []string{"chain_backward", "chain_forward"}},
		{"Official", []string{"chain_backward", "chain_forward"}},
		{"Country", []string{"chain_backward", "chain_forward"}},
		// Trade.
		{graph.Monthly, []string{"fields/missing", "trade_months"}},
		{graph.Quarterly, []string{"fields/missing"}},
		{graph.YearOnYear, []string{"fields/yoy", "rule_bases"}},
		{graph.MonthOnMonth, []string{"fields/mom", "rule_bases"}},
		// Search.
		{search.EventIndex, []string{"streams/text", "streams/text_scanned", "recorded_text"}},
		{search.CountryIndex, []string{"search"}},
		// Ids.
		{graph.MergePrefix, []string{"put_merges"}},
		{graph.DecisionPrefix, []string{"put_decisions"}},
		{graph.RetractionPrefix, []string{"put_retractions"}},
		{len("official:"), []string{"put_merges"}},
		{len("series:"), []string{"top_commodities"}},
		{strings.TrimSuffix(graph.FigureID("", ""), ":"), []string{"top_commodities"}},
		// Cypher alone: separators, and sizes of what is reported or read at once.
		{":", []string{"put_decisions", "put_merges", "put_retractions", "rows_figures", "top_commodities"}},
		{" ", []string{"check_actors", "link_sources", "move_participations", "rows_events", "stored", "fields/record_fields"}},
		{"+", []string{"rows_events"}},
		{"|", []string{"top_commodities"}},
		{"-Q", []string{"fields/missing"}},
		{3, []string{"fields/missing"}}, // months of a quarter, and characters of a month
		{4, []string{"fields/missing"}}, // characters of a year
		{12, []string{"fields/missing"}},
		{20, []string{"check_hidden", "check_numbers"}},
		{500, []string{"trade_series"}},
		{5000, []string{"dates"}},
		{1_000_000, []string{"rows_participations"}}, // after every order of a participant
	}
	for _, level := range graph.PostLevels[:5] {
		all = append(all, constant{level, []string{"fields/cabinet"}})
	}
	for _, prefix := range graph.RetractablePrefixes {
		all = append(all, constant{strings.TrimSuffix(prefix, ":"), []string{"unretract"}})
	}
	for _, k := range record.KindsOf(graph.Batch{}) {
		all = append(all, constant{k.Name, []string{"counts"}})
	}
	return all
}

// literal returns a constant as Cypher spells it.
func literal(v any) string {
	switch text := fmt.Sprint(v); v.(type) {
	case int, int64:
		return text
	default:
		return "'" + text + "'"
	}
}

var (
	comments = regexp.MustCompile(`(?m)(^|\s)//.*$`)
	literals = regexp.MustCompile(`'[^']*'|\b[0-9]+\b`)
)

// literalsIn lists the literals of a statement that are constants. Empty texts and numbers below 3 are none.
func literalsIn(text string) (out []string) {
	for _, l := range literals.FindAllString(comments.ReplaceAllString(text, ""), -1) {
		if n, err := strconv.Atoi(l); l != "''" && (err != nil || n > 2) && !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out
}

// texts returns all statements by name. Of the migrations it returns the one with a constant.
func texts(t *testing.T) map[string]string {
	t.Helper()
	all := cypher.All()
	const long = "migrations/007_long"
	migration, err := files.ReadFile(long + ".cypher")
	if err != nil {
		t.Fatal(err)
	}
	all[long] = string(migration)
	return all
}

// Constants that Go and Cypher share agree: each literal of a statement is listed, and each listed one stands there.
func TestConstants(t *testing.T) {
	want := map[string][]string{}
	for _, c := range constants() {
		for _, name := range c.in {
			want[name] = append(want[name], literal(c.value))
		}
	}
	all := texts(t)
	for name, text := range all {
		found := literalsIn(text)
		for _, l := range found {
			if !slices.Contains(want[name], l) {
				t.Errorf("%s.cypher has %s, and constants() lists %v: add the constant of Go, or make them agree", name, l, want[name])
			}
		}
		for _, l := range want[name] {
			if !slices.Contains(found, l) {
				t.Errorf("%s.cypher lacks %s, which is the value in Go", name, l)
			}
		}
	}
	for name := range want {
		if _, ok := all[name]; !ok {
			t.Errorf("there is no statement %s", name)
		}
	}
}

var createsIndex = regexp.MustCompile(`CREATE FULLTEXT INDEX (words_[a-z]+) IF NOT EXISTS FOR \(n:([A-Za-z]+)\)`)

// A migration creates the index of each type that search finds.
func TestConstants_indexes(t *testing.T) {
	names, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	created := map[string]string{}
	for _, name := range names {
		text, err := files.ReadFile(path.Join("migrations", name))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range createsIndex.FindAllStringSubmatch(string(text), -1) {
			created[m[1]] = strings.ToUpper(m[2])
		}
	}
	for _, typ := range search.Types {
		if created[typ.Index] != string(typ.Of) {
			t.Errorf("the index %s of %s: a migration creates it for %q", typ.Index, typ.Of, created[typ.Index])
		}
		delete(created, typ.Index)
	}
	if len(created) > 0 {
		t.Errorf("no type has the indexes %v", created)
	}
}

// All statements have one parameter, so that the database plans each of them once: see bolt.Call.Given.
func TestStatements_oneParameter(t *testing.T) {
	other := regexp.MustCompile(`\$[A-Za-z_]\w*`)
	found := 0
	for name, text := range cypher.All() {
		for _, parameter := range other.FindAllString(text, -1) {
			if found++; parameter != "$given" {
				t.Errorf("%s: %s: write $given.%s", name, parameter, parameter[1:])
			}
		}
	}
	if found < 100 {
		t.Errorf("%d parameters", found)
	}
}
