package bulk

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"demarche/graph/store/cypher"
)

var (
	labelled = regexp.MustCompile(`(?:MERGE \(n|SET n):([A-Za-z]+)`)
	created  = regexp.MustCompile(`CREATE [^\n]*-\[:([A-Z_]+)`)
)

// found returns the names that a pattern finds in a text, in order.
func found(pattern *regexp.Regexp, text string) []string {
	names := map[string]bool{}
	for _, m := range pattern.FindAllStringSubmatch(text, -1) {
		names[m[1]] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// A bulk import gives a record the labels and the kinds of edges that the statement gives it which writes it.
func TestBulk_labels(t *testing.T) {
	for kind, labels := range bulkLabels {
		text, ok := cypher.All()["put_"+kind]
		if !ok {
			continue // dyads and the lock are no records
		}
		want := slices.Sorted(strings.SplitSeq(labels, ":"))
		if got := found(labelled, text); !slices.Equal(got, want) {
			t.Errorf("put_%s.cypher gives the labels %v, and a bulk import %v", kind, got, want)
		}
		types := map[string]bool{}
		for _, e := range bulkEdges[kind] {
			types[e.typ] = true
		}
		for _, typ := range listEdges {
			types[typ] = types[typ] || strings.Contains(text, ":"+typ+" ")
		}
		types["PARTICIPATED_IN"], types["OF_DYAD"] = kind == "events", false // see put_events and derive
		maps.DeleteFunc(types, func(_ string, has bool) bool { return !has })
		if got := found(created, text); !slices.Equal(got, slices.Sorted(maps.Keys(types))) {
			t.Errorf("put_%s.cypher creates the edges %v, and a bulk import %v", kind, got, slices.Sorted(maps.Keys(types)))
		}
	}
	for _, name := range []string{"dyads", "lock"} {
		if text := cypher.All()[map[string]string{"dyads": "make_dyads", "lock": "write_lock"}[name]]; !strings.Contains(text, ":"+bulkLabels[name]+" {") {
			t.Errorf("the label of %s: %s", name, bulkLabels[name])
		}
	}
}
