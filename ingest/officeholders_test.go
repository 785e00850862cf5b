package ingest_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/ingest"
)

const query = `item,itemLabel,position,positionLabel,start,startPrecision,end,endPrecision
http://www.wikidata.org/entity/Q100001,Ann Able,http://www.wikidata.org/entity/Q200001,Minister,2019-04-11T00:00:00Z,11,2020-01-01T00:00:00Z,9
http://www.wikidata.org/entity/Q100001,Ann Able,http://www.wikidata.org/entity/Q200002,Q200002,2010-01-01T00:00:00Z,8,2019-04-01T00:00:00Z,10
http://www.wikidata.org/entity/Q100002,Q100002,http://www.wikidata.org/entity/Q200001,Minister,2020-01-01T00:00:00Z,,http://www.wikidata.org/.well-known/genid/abc,
http://www.wikidata.org/entity/Q100003,Bo Baker,http://www.wikidata.org/entity/Q200001,Minister,2021-03-01T00:00:00Z,,,
http://www.wikidata.org/entity/Q100003,Bo Baker,http://www.wikidata.org/entity/Q200001,Minister,,,2022-03-02T00:00:00Z,
http://www.wikidata.org/entity/Q100003,Bo Baker,http://www.wikidata.org/entity/Q200001,Minister,,,_:t1,
http://www.wikidata.org/entity/Q100003,Bo Baker,http://www.wikidata.org/entity/Q200001,Minister,1900-01-01T00:00:00Z,7,,
http://www.wikidata.org/entity/Q100003,Bo Baker,http://www.wikidata.org/entity/Q200001,Minister,2022,,2021,
http://www.wikidata.org/entity/Q100003,Bo Baker,http://www.wikidata.org/entity/Q200001,Minister,2022,day,,
http://www.wikidata.org/entity/Q100003,Bo Baker,,,2022,,,
Bo Baker,Bo Baker,http://www.wikidata.org/entity/Q200001,Minister,2022,,,
`

func TestOfficeholders_query(t *testing.T) {
	f := imported(t, ingest.Auto, "query.csv", query)
	want := []string{
		"Ann Able: Minister 2019-04-11/2020",
		"Ann Able: Q200002 201X/2019-04",
		"Bo Baker: Minister /2022-03-02",
		"Bo Baker: Minister 2021-03/",
	}
	if d := cmp.Diff(want, f.named()); d != "" {
		t.Error(d)
	}
	begins(t, f.Rejected, []string{
		"reference: official:Q100002 is not known", // no file names the person
		"start: neither a start nor an end is known",
		`start: bad date "1900-01-01T00:00:00Z": a precision of 7 is coarser than a decade`,
		`start: bad date "2022/2021": it ends before it begins`,
		"startPrecision: it is no precision of Wikidata",
		"position: it is missing",
		"person: it has no Wikidata id",
	})
	lines := strings.Split(strings.TrimSpace(query), "\n")
	other := lines[0] + "\n" + strings.Join(shuffled(lines[1:]), "\n")
	same(t, f, imported(t, ingest.Auto, "query.csv", other))
}

// A table and the three sorts of JSON give the same records.
func TestOfficeholders_bindings(t *testing.T) {
	table := imported(t, ingest.Auto, "query.csv", query)
	rows, err := csv.NewReader(strings.NewReader(query)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var verbose, simple []any
	for _, row := range rows[1:] {
		long, short := map[string]any{}, map[string]any{}
		for i, value := range row {
			name := rows[0][i]
			switch {
			case value == "":
				continue
			case strings.HasPrefix(value, "_:"):
				long[name] = map[string]any{"type": "bnode", "value": strings.TrimPrefix(value, "_:")}
			case strings.HasPrefix(value, "http"):
				long[name] = map[string]any{"type": "uri", "value": value}
			default:
				long[name] = map[string]any{"type": "literal", "value": value, "xml:lang": "en"}
			}
			short[name] = value
			if number, err := strconv.Atoi(value); err == nil && strings.HasSuffix(name, "Precision") {
				short[name] = number
			}
		}
		verbose, simple = append(verbose, long), append(simple, short)
	}
	answer := map[string]any{"head": map[string]any{"vars": rows[0]}, "results": map[string]any{"bindings": verbose}}
	for name, what := range map[string]any{"an answer": answer, "a list of objects": verbose, "a list of texts": simple} {
		for _, indent := range []string{"", "  "} {
			text, err := json.MarshalIndent(what, "", indent)
			if err != nil {
				t.Fatal(err)
			}
			f := imported(t, ingest.Auto, "query.json", string(text))
			if d := cmp.Diff(table.named(), f.named()); d != "" || len(f.Rejected) != len(table.Rejected) || f.result.Rows != table.result.Rows {
				t.Errorf("%s: %s\n%s", name, d, cmp.Diff(table.Rejected, f.Rejected))
			}
		}
	}
	sdk := imported(t, ingest.Auto, "sdk.json", `[{"person":{"value":"Q100001","label":"Ann Able"},"position":{"value":"Q200001","label":"Minister"},"start":"2019-04-11T00:00:00.000Z"},{"person":["Q5"]}]`)
	if d := cmp.Diff([]string{"Ann Able: Minister 2019-04-11/"}, sdk.named()); d != "" || len(sdk.Rejected) != 1 {
		t.Error(d, sdk.Rejected)
	}
}

func TestOfficeholders_tables(t *testing.T) {
	for name, tt := range map[string]struct {
		text  string
		want  []string // tenures
		wrote int
	}{
		"names and ids": {
			"position,person,personID,start,end\nPremier,Ann,Q100001,1998-09,2003\nPremier,Bo,Q100002,2003-09-03,\npremier,Bo,Q100002,2005,2006\n",
			[]string{"Ann: Premier 1998-09/2003", "Bo: Premier 2003-09-03/", "Bo: Premier 2005/2006"},
			6,
		},
		"people": {"id,name,dob,dobp,dod,dodp\nQ100001,Ann,1950-01-01,9,2020-11-01T00:00:00Z,10\nQ100002,Bo,,,,\n", nil, 2},
		"before our era": {
			"item,itemLabel,position,positionLabel,start,startPrecision,end\nQ1405,Augustus,Q842606,Emperor,-0026-01-16T00:00:00Z,11,0014-08-19T00:00:00Z\n",
			[]string{"Augustus: Emperor -0026-01-16/0014-08-19"},
			3,
		},
		"terms, as the query service's TSV has them": {
			"?item\t?itemLabel\t?position\t?positionLabel\t?start\t?end\n" +
				"<http://www.wikidata.org/entity/Q100001>\t\"Ann \\\"A\\\" Able\"@en\t<http://www.wikidata.org/entity/Q200001>\t\"Minister\"@en\t" +
				"\"2019-04-11T00:00:00Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime>\t\n",
			[]string{`Ann "A" Able: Minister 2019-04-11/`},
			3,
		},
		"statements": {"item;itemLabel;position;positionLabel;start;psid\nQ100001;Ann;Q200001;Minister;2019;Q100001-A\n", []string{"Ann: Minister 2019/"}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			f := imported(t, ingest.Auto, "x.csv", tt.text)
			if d := cmp.Diff(tt.want, f.named()); d != "" || len(f.Wrote) != tt.wrote || len(f.Rejected) > 0 {
				t.Errorf("%s\n%s", d, strings.Join(append(f.Wrote, f.Rejected...), "\n"))
			}
		})
	}
}

// entity is a person as a dump has it.
func entity(id, rest string) string {
	return fmt.Sprintf(`{"type":"item","id":%q,%s}`, id, rest)
}

// claim is a statement that names an entity.
func claim(property, id, rank, qualifiers string) string {
	return fmt.Sprintf(`{"mainsnak":{"snaktype":"value","property":%q,"datavalue":{"value":{"entity-type":"item","numeric-id":%s,"id":%q},"type":"wikibase-entityid"}},"type":"statement","id":"%s$1","rank":%q,"qualifiers":{%s}}`,
		property, id[1:], id, id, rank, qualifiers)
}

func at(text string, precision int) string {
	return fmt.Sprintf(`{"snaktype":"value","datavalue":{"value":{"time":%q,"precision":%d,"calendarmodel":"http://www.wikidata.org/entity/Q1985727"},"type":"time"}}`, text, precision)
}

func born(text string, precision int, rank string) string {
	return fmt.Sprintf(`{"mainsnak":%s,"rank":%q,"qualifiers":[]}`, at(text, precision), rank)
}

var dump = []string{
	entity("Q100001", `"labels":{"en":{"language":"en","value":"Ann Able"},"ko":{"language":"ko","value":"안"},"ru":{"language":"ru","value":"Ann Able"}},
"aliases":{"en":[{"language":"en","value":"A. Able"}]},"claims":{"P31":[`+claim("P31", "Q5", "normal", "")+`],
"P569":[`+born("+1950-00-00T00:00:00Z", 9, "normal")+","+born("+1950-02-00T00:00:00Z", 10, "normal")+","+born("+1999-02-00T00:00:00Z", 10, "deprecated")+`],
"P570":[`+born("+2020-01-02T00:00:00Z", 11, "normal")+","+born("+2020-01-05T00:00:00Z", 11, "normal")+`],
"P1559":[{"mainsnak":{"snaktype":"value","datavalue":{"value":{"text":"안 에이블","language":"ko"},"type":"monolingualtext"}},"rank":"normal"}],
"P625":[{"mainsnak":{"snaktype":"value","datavalue":{"value":{"latitude":1,"longitude":2,"precision":0.001},"type":"globecoordinate"}},"rank":"normal"}],
"P39":[`+strings.Join([]string{
		claim("P39", "Q200001", "normal", `"P580":[`+at("+2019-04-11T00:00:00Z", 11)+`],"P582":[{"snaktype":"novalue"}]`),
		claim("P39", "Q200001", "deprecated", `"P580":[`+at("+1019-04-11T00:00:00Z", 11)+`]`),
		claim("P39", "Q200002", "preferred", `"P580":[`+at("+2010-00-00T00:00:00Z", 8)+`],"P582":[{"snaktype":"somevalue"}]`),
		claim("P39", "Q200002", "normal", `"P582":[`+at("+2012-00-00T00:00:00Z", 9)+`]`),
		claim("P39", "Q200003", "normal", `"P580":[`+at("+2001-00-00T00:00:00Z", 9)+`],"P1480":[{"snaktype":"value","datavalue":{"value":{"id":"Q5727902"}}}]`),
		claim("P39", "Q200003", "normal", ""),
		claim("P39", "Q200003", "normal", `"P580":[`+at("+1900-00-00T00:00:00Z", 7)+`]`),
		claim("P39", "Q200003", "normal", `"P580":[`+at("+2001-00-00T00:00:00Z", 9)+","+at("+2003-00-00T00:00:00Z", 9)+`]`),
		`{"mainsnak":{"snaktype":"somevalue"},"rank":"normal"}`,
	}, ",")+`]}`),
	entity("Q100002", `"labels":{"ja":{"value":"乙"},"de":{"value":"Otto"}},"aliases":[],"claims":{"P569":[`+
		strings.ReplaceAll(born("+1700-01-02T00:00:00Z", 11, "normal"), "Q1985727", "Q1985786")+`],"P31":["Q5"]}`),
	entity("Q100003", `"labels":[],"claims":{"P31":["Q5"]}`),
	entity("Q200001", `"labels":{"en":{"value":"Minister"}},"claims":{"P31":["Q294414"]}`),
	entity("Q300001", `"labels":{"en":{"value":"A town"}},"claims":[]`),
	`{"type":"property","id":"P39","labels":{}}`,
}

// The year -27 of Wikidata's JSON is 27 BC, which EDTF, as the query service, writes -0026.
func TestOfficeholders_beforeOurEra(t *testing.T) {
	f := imported(t, ingest.Auto, "x.json", entity("Q1405", `"labels":{"en":{"value":"Augustus"}},"claims":{"P39":[`+
		claim("P39", "Q842606", "normal", `"P580":[`+at("-0027-01-16T00:00:00Z", 11)+`],"P582":[`+at("+0014-08-19T00:00:00Z", 11)+`]`)+`]}`)+"\n")
	if d := cmp.Diff([]string{"Augustus: Q842606 -0026-01-16/0014-08-19"}, f.named()); d != "" {
		t.Errorf("%s\n%v", d, f.Rejected)
	}
}

func TestOfficeholders_entities(t *testing.T) {
	oneLine := make([]string, len(dump))
	for i, e := range dump {
		oneLine[i] = strings.ReplaceAll(e, "\n", "")
	}
	f := imported(t, ingest.Auto, "dump.json", "[\n"+strings.Join(oneLine, ",\n")+"\n]\n")
	want := []string{
		"Ann Able: Minister 2019-04-11/..",
		"Ann Able: Q200002 /2012",
		"Ann Able: Q200002 201X/",
		"Ann Able: Q200003 2001~/",
	}
	if d := cmp.Diff(want, f.named()); d != "" {
		t.Error(d)
	}
	begins(t, f.Wrote, []string{
		`{"id":"official:Q100001","name":"Ann Able","nativeName":"안 에이블","aliases":["A. Able","안"],"wikidata":"Q100001","born":"1950-02","died":"2020-01-02/2020-01-05"`,
		`{"id":"official:Q100002","name":"Otto","aliases":["乙"],"wikidata":"Q100002","born":"1700-01-02~"`,
		`{"id":"post:Q200001","title":"Minister"`, `{"id":"post:Q200002"`, `{"id":"post:Q200003"`,
		`{"id":"tenure`, `{"id":"tenure`, `{"id":"tenure`, `{"id":"tenure`,
	})
	begins(t, f.Rejected, []string{
		"P39: neither a start nor an end is known",
		"P580: bad date",
		"P580: it has several dates that disagree, from 2001 to 2003",
		"P39: it names no position",
		"labels: it has none",
	})
	begins(t, f.Notes, []string{"dump.json: 2 statements", "dump.json: 2 entities"})
	byID := map[string]json.RawMessage{}
	for i, e := range dump[:5] {
		byID[fmt.Sprintf("Q%d", i+1)] = json.RawMessage(e)
	}
	api, err := json.MarshalIndent(map[string]any{"entities": byID, "success": 1}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"lines":     strings.Join(shuffled(oneLine), "\n"),
		"a list":    "[" + strings.Join(shuffled(dump), ",") + "]",
		"the API's": string(api),
		"indented":  indented(t, dump[1:]) + indented(t, dump[:1]),
	} {
		t.Run(name, func(t *testing.T) { same(t, f, imported(t, ingest.Auto, "x.json", text)) })
	}
}

// indented are JSON values over several lines.
func indented(tb testing.TB, values []string) string {
	tb.Helper()
	var out bytes.Buffer
	for _, v := range values {
		if err := json.Indent(&out, []byte(v), "", "  "); err != nil {
			tb.Fatal(err)
		}
		out.WriteString("\n")
	}
	return out.String()
}

// As wikibase-sdk simplifies it.
func TestOfficeholders_simplified(t *testing.T) {
	f := imported(t, ingest.Auto, "bio.json", `{"id":"Q100001","type":"item","labels":{"en":"Ann"},"aliases":{"en":["A."],"ko":"안"},"claims":{"P31":[{"value":"Q5","rank":"normal","qualifiers":{}}],"P569":[{"rank":"normal","qualifiers":{}}],"P570":[{"value":{"time":"2021-12","precision":10},"rank":"normal"}],"P1559":[{"value":{"text":"안나","language":"ko"},"rank":"normal"}],"P39":[{"value":"Q200001","rank":"normal","qualifiers":{"P580":[{"time":"2019-04","precision":10}],"P582":["2020-01-02"],"P1366":["Q3"]}}]}}
{"id":"Q100002","type":"item","labels":{"en":"Bo"},"claims":{"P39":["Q200001"]}}
{"id":"Q100003",`)
	if d := cmp.Diff([]string{"Ann: Q200001 2019-04/2020-01-02"}, f.named()); d != "" {
		t.Error(d)
	}
	begins(t, f.Wrote, []string{`{"id":"official:Q100001","name":"Ann","nativeName":"안나","aliases":["A.","안"],"wikidata":"Q100001","died":"2021-12"`, `{"id":"official:Q100002"`, `{"id":"post`, `{"id":"tenure`})
	begins(t, f.Rejected, []string{"P39: neither", "row: unexpected end of JSON input"})
}

// A position that one file knows by its id alone has its title of another, whichever comes first.
func TestOfficeholders_title(t *testing.T) {
	files := []string{
		`{"id":"Q100002","labels":{"en":"Bo"},"claims":{"P39":[{"value":"Q200001","qualifiers":{"P580":[{"time":"2019","precision":9}]}}]}}`,
		"item,itemLabel,position,positionLabel,start\nQ100001,Ann,Q200001,Vice Minister,2019\n",
		"item,itemLabel,position,start\nQ100001,Ann,Q200001,2020\n",
	}
	for first := range files {
		w := &strict{}
		for i := range files {
			path := file(t, "x", []byte(files[(first+i)%len(files)]))
			if _, err := ingest.File(t.Context(), w, path, ingest.Options{Format: ingest.Auto}); err != nil {
				t.Fatal(err)
			}
		}
		if len(w.Posts) != 1 || w.Posts[0].Title != "Vice Minister" {
			t.Errorf("from %d: %v", first, w.Posts)
		}
	}
}

// What breaks a file is an error, not its end.
func TestOfficeholders_bad(t *testing.T) {
	whole := indented(t, dump[:2])
	for name, text := range map[string]string{
		"cut":      whole[:len(whole)-20],
		"trailing": whole + "}",
		"too long": whole + strings.Repeat(" ", 40<<20) + dump[1],
		"a list":   "[" + dump[0],
		"no table": "a,b\n1,2\n",
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := ingest.File(t.Context(), &strict{}, file(t, "x.json", []byte(text)), ingest.Options{Format: "officeholders"}); err == nil {
				t.Error("no error")
			}
		})
	}
}
