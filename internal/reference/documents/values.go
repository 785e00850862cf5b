package documents

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"demarche/graph"
)

// Projected are the roots that are answered by projection.
var Projected = []string{"node", "nodes", "event", "official", "country", "organization", "post", "commodity", "source", "timeline", "officials", "tradeSeries"}

// Computed are the roots that are computed, except search and shortestPath, whose answers are not the only right ones.
var Computed = []string{"timelineHistogram", "relationship", "relationshipMap", "eventChain", "tradeAround", "topCommodities"}

// Over returns a writer of documents over the project's schema that ask for the nodes of a batch.
func Over(schema *ast.Schema, b graph.Batch) *Writer {
	quoted := quotedIDs(b)
	some := func(prefix string) []string {
		return append(slices.DeleteFunc(slices.Clone(quoted), func(id string) bool { return !strings.HasPrefix(id, `"`+prefix) }), `"none"`)
	}
	cursor := func(i int) string {
		e := b.Events[i%len(b.Events)]
		return `"` + graph.EventCursor(graph.SortKey(e.ID, e.Date)) + `"`
	}
	events, actors, posts := some("event:"), append(some("official:"), `"country:CHN"`, `"country:PRK"`, `"org:prk-wpk"`), some("post:")
	nodes := []string{"[]", `["none"]`, "[" + quoted[0] + "," + quoted[len(quoted)/2] + `,"none",` + quoted[len(quoted)-1] + "," + quoted[0] + "]"}
	for i := range 20 {
		at := func(k int) string { return quoted[(i*31+k*17)%len(quoted)] }
		nodes = append(nodes, "["+at(1)+","+at(2)+","+at(3)+"]", at(i))
	}
	return &Writer{
		Schema: schema, Roots: Projected, Skip: []string{"TradeAround.note"}, Depth: 6, Fields: 5, Budget: 150,
		Variables: map[string]string{
			"$i": "Int", "$o": "TimelineOrder", "$k": "[EventKind!]", "$f": "EventFilter", "$r": "[ParticipantRole!] = [HOST]", "$date": "EDTF",
			"$win": "DateRange", "$via": "Via", "$c": "CountryCode",
		},
		Values: map[string][]string{
			"node.id": append(quoted, `"none"`), "nodes.ids": nodes, "event.id": events, "official.id": some("official:"), "official.wikidata": {`"Q15031"`, "null"},
			"organization.id": some("org:"), "post.id": posts, "source.id": some("source:"), "code": {`"CHN"`, `"PRK"`, `"kp"`, `"USA"`, `"SUHH"`},
			"commodity.code": {`"1507"`, `"15"`, `"TOTAL"`, `"9999"`}, "tradeSeries.commodity": {`"TOTAL"`, `"1507"`, "null"},
			"publisher": {`"gacc"`, `"none"`, "null"}, "reporter": {`"CHN"`, `"CN"`, `"PRK"`, `"WLD"`}, "partner": {`"PRK"`, `"CHN"`, `"WLD"`, `"97"`},
			"officials.post": posts, "text": {"null"}, "officials.country": {`"CHN"`, `"KOR"`, "null", "$c"}, "officials.after": {`""`, "null", `"bogus"`},
			"first": {"0", "1", "2", "3", "3", "5", "7", "7", "20", "null", "$i", "$i", "$i", "-1"}, "last": {"null", "null", "null", "null", "null", "2", "$i"},
			"after": {"null", "null", "null", "null", "null", `""`, `"bogus"`, cursor(1), cursor(7)}, "before": {"null", "null", cursor(3), cursor(12)},
			"order": {"NEWEST_FIRST", "OLDEST_FIRST", "$o", "null"}, "kinds": {"[VISIT,MESSAGE]", "MEETING", "[]", "null", "$k"},
			"roles": {"[HOST]", "[GUEST,SENDER]", "COMPANION", "[]", "null", "$r"}, "via": {"DIRECT", "OFFICIAL", "null", "$via"},
			"asOf": {`"2024-01-01"`, `"2019"`, `"2022-06"`, `"../2015"`, "null", "$date"}, "during": {"null", "{}", `{from:"2019"}`, `{from:"2018-05", to:"2019-01"}`, "{to:$date}", "$win"},
			"filter": append([]string{
				"null", "{}", "$f", "{kinds:[VISIT]}", "{kinds:MEETING, topLevel:true}", "{kinds:$k, during:$win}", `{during:{from:"2025-08-20"}}`,
				`{during:{from:"2018-06-19",to:"2018-06-19"}}`, `{during:{from:"2025-10",to:"2025-10"}, certainty:CERTAIN}`, `{countries:["CHN","PRK"], match:ALL}`,
				`{countries:"US", roles:$r}`, "{roles:[HOST]}", "{topLevel:false}", `{places:["place:beijing"]}`, `{sources:"source:xinhua-2025-10"}`, `{actors:"none"}`,
			}, filters(actors)...), "classification": {"HS", "TOTAL", "null"},
			"bucket": {"YEAR", "QUARTER", "DAY", "null"}, "timelineHistogram.bucket": {"YEAR", "MONTH"}, "around": {"[" + actors[0] + "]", "[" + actors[1] + `,"country:CHN"]`, `"none"`}, "depth": {"1", "2", "null"}, "maxNodes": {"500", "3", "20"},
			"between": {"[" + actors[0] + "," + actors[1] + "]", "[" + actors[2] + `,"country:PRK"]`, `["country:CHN","country:PRK","country:USA"]`, actors[0]}, "eventChain.from": events,
			"eventChain.via": {"[SHARED_COUNTRY]", "[LED_TO,SHARED_OFFICIAL]", "PART_OF", "null"}, "maxDepth": {"1", "2", "3"}, "maxGapDays": {"0", "30", "400", "null"},
			"tradeAround.event": events, "tradeAround.commodity": {`"TOTAL"`, `"1507"`}, "monthsBefore": {"0", "3", "24"}, "monthsAfter": {"0", "12", "null"}, "period": {`"2025-09"`, `"2020"`, `"2020-05"`, `"2020-04/2020-06"`, "$date"},
		},
	}
}

// quotedIDs are the ids of a batch; of the countries only some.
func quotedIDs(b graph.Batch) []string {
	var out []string
	for _, records := range reflect.ValueOf(b).Fields() {
		for i := range records.Len() {
			id := records.Index(i).FieldByName("ID")
			if id.IsValid() && !strings.HasPrefix(id.String(), "country:") {
				out = append(out, strconv.Quote(id.String()))
			}
		}
	}
	return append(out, `"country:CHN"`, `"country:PRK"`, `"country:KOR"`, `"country:SUHH"`)
}

// filters name actors.
func filters(actors []string) []string {
	a, b, c := actors[1], actors[len(actors)/2], actors[len(actors)-1]
	return []string{
		"{actors:[" + a + "," + b + "], match:ALL}", "{actors:[" + a + "," + c + "]}", "{actors:" + b + ", roles:[GUEST]}",
		"{actors:[" + a + `], countries:["CHN"]}`, "{actors:[" + a + "," + c + "], countries:[" + `"CHN","PRK"` + "], match:ALL, kinds:$k}",
	}
}

// Variables returns values for the variables of a document; some stay away.
func Variables(r *rand.Rand) map[string]any {
	out := map[string]any{"y": r.IntN(2) == 0, "n": r.IntN(2) == 0}
	if r.IntN(2) == 0 {
		out["d"] = r.IntN(2) == 0
	}
	all := map[string]any{
		"i": int64(2), "o": "OLDEST_FIRST", "k": []any{"VISIT", "MESSAGE"}, "r": []any{"GUEST"}, "date": "2025-09", "via": "OFFICIAL", "c": "PRK",
		"f": map[string]any{"kinds": []any{"MEETING"}, "during": map[string]any{"from": "2018-08-01"}}, "win": map[string]any{"from": "2018", "to": "2019-06"},
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if r.IntN(3) > 0 {
			out[name] = all[name]
		}
	}
	return out
}

// Other returns the variables with some booleans turned and others taken away: for the same document again.
func Other(r *rand.Rand, vars map[string]any) map[string]any {
	out := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(vars)) {
		v := vars[name]
		b, isBool := v.(bool)
		switch {
		case isBool && r.IntN(2) == 0:
			out[name] = !b
		case isBool || r.IntN(3) > 0:
			out[name] = v
		}
	}
	return out
}
