package apitest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFacts compares the answers of the examples with facts known from elsewhere. The flag -update does not change
// them.
func TestFacts(t *testing.T) {
	tests := []struct{ example, path, want string }{
		{"02-when-did-they-last-meet", "event.previousBetweenSameParticipants.event.date.edtf", `"2019-06-20/2019-06-21"`},
		{"02-when-did-they-last-meet", "event.previousBetweenSameParticipants.gap", `{"max":2268,"min":2267}`},
		{"03-relationship-of-kim-and-xi", "relationship.count", "15"},
		{"04-exports-to-north-korea", "tradeSeries.0.figures.2.value", `"228100000"`},
		{"04-exports-to-north-korea", "tradeSeries.0.figures.2.yoy", `{"agreement":"CIRCULAR","computed":30.7163,"reported":30.75}`},
		{"04-exports-to-north-korea", "tradeSeries.0.figures.2.mom", `{"agreement":"CIRCULAR","computed":54.5393,"reported":54.53}`},
		{"04-exports-to-north-korea", "tradeSeries.0.figures.0.basis", `"DERIVED"`},
		{"04-exports-to-north-korea", "tradeSeries.0.figures.0.derivedFrom.0.period", `"2025-09"`},
		{"04-exports-to-north-korea", "tradeSeries.0.missing.9", `"2025-07"`},
		{"05-trade-around-the-visit", "tradeAround.missingMonths", `["2025-06","2025-07","2025-10"]`},
		{"06-leading-exports", "topCommodities.0.commodity.code", `"1507"`},
		{"06-leading-exports", "topCommodities.1.commodity.code", `"6703"`},
		{"06-leading-exports", "topCommodities.2.commodity.code", `"2713"`},
		{"06-leading-exports", "topCommodities.3.commodity.code", `"1701"`},
		{"06-leading-exports", "topCommodities.3.rank", "4"},
		{"06-leading-exports", "topCommodities.0.value", "null"},
		{"07-who-was-in-office", "country.cabinet.1.official.name", `"Choe Son Hui"`},
		{"08-holders-of-a-post", "post.then.0.official.name", `"Choe Son Hui"`},
		{"09-who-accompanied-whom", "event.companions.0.actor.name", `"Choe Son Hui"`},
		{"09-who-accompanied-whom", "event.companions.0.office.post.title", `"Minister of Foreign Affairs of North Korea"`},
		{"11-what-followed-the-visit", "eventChain.events.2.event.id", `"event:2025-09-choe-beijing-visit"`},
		{"11-what-followed-the-visit", "eventChain.events.7.event.id", `"event:2025-10-li-qiang-pyongyang-visit"`},
		{"13-path-between-strangers", "shortestPath.length", "3"},
		{"13-path-between-strangers", "never.count", "0"},
		{"14-search-in-any-script", "chinese.0.node.id", `"official:Q56226"`},
		{"14-search-in-any-script", "korean.0.node.id", `"official:Q56226"`},
		{"14-search-in-any-script", "latin.0.node.id", `"official:Q56226"`},
		{"14-search-in-any-script", "hyphen.0.node.id", `"official:Q56226"`},
		{"18-messages", "timeline.nodes.1.date.edtf", `"2025-10?"`},
		{"18-messages", "timeline.nodes.1.sources.0.source.publisher", `"Xinhua News Agency"`},
		{"25-uncertain-dates", "certain.totalCount", "0"},
		{"25-uncertain-dates", "possible.totalCount", "13"},
	}
	for _, tt := range tests {
		t.Run(tt.example+"/"+tt.path, func(t *testing.T) {
			b, err := os.ReadFile(filepath.Join("testdata", tt.example+".json"))
			if err != nil {
				t.Fatal(err)
			}
			if got := at(t, b, strings.Split(tt.path, ".")); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

// at returns what stands at a path of keys and indices, as JSON with its keys in order.
func at(t *testing.T, b []byte, path []string) string {
	t.Helper()
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	for _, key := range path {
		switch in := v.(type) {
		case map[string]any:
			v = in[key]
		case []any:
			var i int
			if err := json.Unmarshal([]byte(key), &i); err != nil || i >= len(in) {
				t.Fatalf("there is no %s in a list of %d", key, len(in))
			}
			v = in[i]
		default:
			t.Fatalf("there is no %s", key)
		}
	}
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
