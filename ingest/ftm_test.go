package ingest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/ingest"
)

// What refers to others comes before them.
var entities = []string{
	`{"id":"occ-1","schema":"Occupancy","properties":{"holder":["NK-안"],"post":["pos-1"],"startDate":["2019-04"],"status":["current"]}}`,
	`{"id":"occ-2","schema":"Occupancy","properties":{"holder":["Q100002"],"post":["pos-1"],"startDate":["2018","2018-02-03T00:00:00"],"endDate":["2019-04"],"sourceUrl":["https://example.org/bo"]}}`,
	`{"id":"occ-3","schema":"Occupancy","properties":{"holder":["NK-안"],"post":["pos-1"],"endDate":["2001"],"status":["ended"]}}`,
	`{"id":"occ-4","schema":"Occupancy","properties":{"holder":["NK-안"],"post":["pos-1"],"startDate":["2003"],"status":["unknown"]}}`,
	`{"id":"occ-5","schema":"Occupancy","properties":{"holder":["NK-안"],"post":["pos-1"],"status":["current"]}}`,
	`{"id":"occ-6","schema":"Occupancy","properties":{"holder":["NK-안"],"post":["pos-1"],"startDate":["2003","2005-02"]}}`,
	`{"id":"occ-7","schema":"Occupancy","properties":{"holder":["nobody"],"post":["pos-1"],"startDate":["2003"]}}`,
	`{"id":"occ-8","schema":"Occupancy","properties":{"holder":["NK-안"],"post":["pos-1"],"startDate":["2003-13"]}}`,
	`{"id":"mem-1","schema":"Membership","properties":{"member":["three"],"organization":["party"],"startDate":["1990"],"endDate":["1991"]}}`,
	`{"id":"mem-2","schema":"Membership","properties":{"member":["firm"],"organization":["party"],"startDate":["1990"]}}`,
	`{"id":"mem-3","schema":"Membership","properties":{"member":["nobody"],"organization":["party"],"startDate":["1990"]}}`,
	`{"id":"san-1","schema":"Sanction","properties":{"entity":["firm"],"authority":["A Council"],"country":["eu"],"program":["A Program"],"startDate":["2020-01-02"],"reason":["It trades."]}}`,
	`{"id":"san-2","schema":"Sanction","properties":{"entity":["NK-안"],"authority":["A Treasury"],"country":["us"],"listingDate":["2021"]}}`,
	`{"id":"san-3","schema":"Sanction","properties":{"entity":["ship"],"startDate":["2021"]}}`,
	`{"id":"san-4","schema":"Sanction","properties":{"entity":["firm"],"authority":["A Council"]}}`,
	`{"id":"san-5","schema":"Sanction","properties":{"entity":["nobody"],"startDate":["2021"]}}`,
	`{"id":"ev-1","schema":"Event","properties":{"name":["A summit"],"involved":["NK-안","ship","three"],"organizer":["party"],"startDate":["2022-05-01"],"endDate":["2022-05-03"],"addressEntity":["addr-1"]}}`,
	`{"id":"ev-2","schema":"Event","properties":{"name":["A fair"],"startDate":["2022-06"],"location":["A hall"],"country":["kp"]}}`,
	`{"id":"ev-3","schema":"Event","properties":{"name":["Undated"]}}`,
	`{"id":"pos-1","schema":"Position","properties":{"name":["Minister"],"organization":["ministry"],"country":["kp"]}}`,
	`{"id":"NK-안","caption":"Ann ABLE","schema":"Person","properties":{"name":["안","Ann ABLE","A Able"],"alias":["애니"],"birthDate":["1960","1961-02"],"nationality":["kp"],"country":["cn"]}}`,
	`{"id":"NK-2","caption":"Q100002","schema":"Person","properties":{"name":["박","Bo Baker"],"wikidataId":["Q100009"],"nationality":["kp","cn"]}}`,
	`{"id":"Q100002","schema":"Person","properties":{"name":["Bo Baker"],"nationality":["zz"],"birthDate":["1950","1950-03-04"]}}`,
	`{"id":"three","schema":"Person","properties":{"name":["Bo Baker"]}}`,
	`{"id":"four","schema":"Person","properties":{"alias":["X"]}}`,
	`{"id":"party","schema":"Organization","properties":{"name":["A Party"],"topics":["pol.party"],"country":["kp","KP"]}}`,
	`{"id":"ministry","schema":"PublicBody","properties":{"name":["A Ministry"],"jurisdiction":["kp"]}}`,
	`{"id":"firm","schema":"Company","properties":{"name":["A Firm"],"country":["eu","cn"]}}`,
	`{"id":"ship","schema":"Vessel","properties":{"name":["A Ship"]}}`,
	`{"id":"addr-1","schema":"Address","properties":{"full":["1 A Street"],"country":["kp"],"latitude":["39.02"],"longitude":["125.75"]}}`,
	`{"id":"addr-2","schema":"Address","properties":{"full":["2 A Street"]}}`,
	`{"id":"lists","schema":"Person","properties":{"name":[["x"]]}}`,
	`{"schema":"Person","properties":{}}`,
}

func TestFTM(t *testing.T) {
	// An id that is a Wikidata id comes first here, so that the file begins with a person.
	f := imported(t, ingest.Auto, "entities.ftm.json", strings.Join(entities, "\n"))
	want := []string{
		"Ann ABLE: Minister /2001",
		"Ann ABLE: Minister 2003/",
		"Ann ABLE: Minister 2019-04/..",
		"Bo Baker: Minister 2018-02-03/2019-04",
		"Bo Baker: member 1990/1991",
	}
	if d := cmp.Diff(want, f.named()); d != "" {
		t.Error(d)
	}
	var events, people, rest []string
	for _, line := range f.Wrote {
		line = strings.ReplaceAll(line, `,"sources":null`, "")
		switch {
		case strings.Contains(line, `"event:`):
			_, line, _ = strings.Cut(line, `,`) // without the id
			events = append(events, line)
		case strings.HasPrefix(line, `{"id":"official:`):
			if !strings.Contains(line, `"wikidata"`) {
				_, line, _ = strings.Cut(line, `,`)
			}
			people = append(people, line)
		case strings.HasPrefix(line, `{"id":"org:`), strings.HasPrefix(line, `{"id":"place:`):
			_, line, _ = strings.Cut(line, `,`)
			rest = append(rest, line)
		}
	}
	anyOrder(t, people, []string{
		`"name":"Ann ABLE","aliases":["A Able","안","애니"],"born":"1960/1961-02","country":"country:PRK"}`,
		`{"id":"official:Q100009","name":"Bo Baker","aliases":["박"],"wikidata":"Q100009"}`,
		`{"id":"official:Q100002","name":"Bo Baker","wikidata":"Q100002","born":"1950-03-04"}`,
		`"name":"Bo Baker"}`,
	})
	anyOrder(t, rest, []string{
		`"name":"A Party","kind":"PARTY","country":"country:PRK"}`,
		`"name":"A Ministry","kind":"GOVERNMENT","country":"country:PRK"}`,
		`"name":"A Firm","kind":"COMPANY","country":"country:CHN"}`,
		`"name":"A Council","kind":"OTHER"}`,
		`"name":"A Treasury","kind":"OTHER","country":"country:USA"}`,
		`"name":"1 A Street","latitude":39.02,"longitude":125.75,"country":"country:PRK"}`,
		`"name":"A hall","country":"country:PRK"}`,
	})
	if len(events) != 4 {
		t.Errorf("events:\n%s", strings.Join(events, "\n"))
	}
	for _, e := range f.batch.Events {
		var roles []string
		for _, p := range e.Participants {
			roles = append(roles, strings.SplitN(p.Actor, ":", 2)[0]+" "+string(p.Roles[0]))
		}
		slices.Sort(roles)
		got := strings.Join(append(roles, string(e.Kind), e.Title, e.Date.String()), "|")
		if !strings.Contains(`
org PARTICIPANT|org SUBJECT|SANCTION|Sanction by A Council: A Program|2020-01-02
official SUBJECT|org PARTICIPANT|SANCTION|Sanction by A Treasury|2021
official PARTICIPANT|official PARTICIPANT|org PARTICIPANT|OTHER|A summit|2022-05-01/2022-05-03
OTHER|A fair|2022-06
`, "\n"+got+"\n") {
			t.Errorf("event %s", got)
		}
	}
	begins(t, f.Notes, []string{
		"entities.ftm.json: left out: 1 Address where no event is held, 1 Membership of what is no person, 1 Sanction of what is neither a person nor an organization, 1 Vessel",
		"entities.ftm.json: codes that stand for no country are left out: 2 eu, 1 zz",
	})
	anyOrder(t, beginnings(f.Rejected, 40), beginnings([]string{
		"dates: neither a start nor an end is known, and a",
		"startDate: it has several dates that disagree, from",
		"reference: official:",
		"startDate: bad date \"2003-13\": the month",
		"member: the file does not hold it, so that it is",
		"startDate: neither a startDate nor a listingDate",
		"entity: the file does not hold it, so that it is",
		"date: it is missing",
		"name: it is missing",
		"name: it is neither a text nor an entity",
		"id, schema: the entity lacks an id or a schema",
	}, 40))
}

// beginnings are texts cut to a length; of references without the hash.
func beginnings(texts []string, length int) []string {
	out := make([]string, len(texts))
	for i, text := range texts {
		text, _, _ = strings.Cut(text, "ftm-")
		out[i] = text[:min(len(text), length)]
	}
	return out
}

func anyOrder(tb testing.TB, got, want []string) {
	tb.Helper()
	byText := cmp.Transformer("sorted", func(in []string) map[string]int {
		out := map[string]int{}
		for _, s := range in {
			out[s]++
		}
		return out
	})
	if d := cmp.Diff(want, got, byText); d != "" {
		tb.Error(d)
	}
}

func TestFTM_shuffled(t *testing.T) {
	f := imported(t, "ftm", "x.json", strings.Join(entities, "\n"))
	same(t, f, imported(t, ingest.Auto, "x.json", strings.Join(shuffled(entities), "\n")))
}

// An entity, as OpenSanctions nests it: what it refers to, and what refers to it, stands in its properties.
const nestedEntity = `{"id":"NK-1","caption":"Ann Able","schema":"Person","target":true,"properties":{"name":["Ann Able"],"nationality":["kp"],` +
	`"addressEntity":[{"id":"addr-1","caption":"1 A Street","schema":"Address","properties":{"full":["1 A Street"]}},"addr-2",{"id":"addr-3"}],` +
	`"positionOccupancies":[{"id":"occ-1","schema":"Occupancy","properties":{"post":[{"id":"Q200001","caption":"Minister","schema":"Position","properties":{"name":["Minister"]}}],"startDate":["2019-04"],"status":["current"]}},` +
	`{"id":"occ-2","schema":"Occupancy","properties":{"holder":["NK-1"],"post":[{"id":"Q200001","schema":"Position","properties":{"name":["Minister"]}}],"startDate":["2001"],"endDate":["2003"]}}],` +
	`"membershipMember":[{"id":"mem-1","schema":"Membership","properties":{"organization":[{"id":"org-1","schema":"Organization","properties":{"name":["A Party"],"topics":["pol.party"]}}],"startDate":["1990"]}}],` +
	`"familyPerson":[{"id":"fam-1","schema":"Family","properties":{"relative":[{"id":"NK-2","schema":"Person","properties":{"name":["Bo Able"],"birthDate":[1990]}}]}}],` +
	`"sanctions":[{"id":"san-1","schema":"Sanction","properties":{"authority":"A Council","program":[null,"A Program"],"startDate":["2020-01-02"]}}]}}`

func TestFTM_nested(t *testing.T) {
	second := `{"id":"org-1","schema":"Organization","properties":{"name":["A Party"],"topics":["pol.party"],` +
		`"eventsOrganized":[{"id":"ev-1","schema":"Event","properties":{"name":["A congress"],"date":["2021"],"involved":[{"id":"NK-1","schema":"Person"}],"addressEntity":[{"id":"addr-4","schema":"Address","properties":{"full":["A hall"]}}]}}]}}`
	lines := nestedEntity + "\n" + second + "\n"
	answer := `{"limit":10,"total":{"value":2,"relation":"eq"},"results":[` + nestedEntity + ",\n" + second + `],"facets":{}}`
	var indented bytes.Buffer
	for _, text := range []string{nestedEntity, second} {
		if err := json.Indent(&indented, []byte(text), "", "  "); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{
		"lines": lines, "an answer": answer, "a list": "[" + nestedEntity + "," + second + "]", "indented": indented.String(),
		"a dump": "[\n" + nestedEntity + ",\n" + second + "\n]\n",
	} {
		t.Run(name, func(t *testing.T) {
			f := imported(t, ingest.Auto, "targets.nested.json", text)
			if d := cmp.Diff([]string{"Ann Able: Minister 2001/2003", "Ann Able: Minister 2019-04/..", "Ann Able: member 1990/"}, f.named()); d != "" {
				t.Error(d)
			}
			if len(f.Rejected) > 0 || f.result.Rows != 12 ||
				f.result.Rows != f.result.Created+f.result.Updated+f.result.Unchanged {
				t.Errorf("%v: %+v", f.Rejected, f.result)
			}
			if len(f.batch.Officials) != 2 || len(f.batch.Places) != 1 || f.batch.Places[0].Name != "A hall" {
				t.Errorf("%v, %v", f.batch.Officials, f.batch.Places)
			}
			var events []string
			for _, e := range f.batch.Events {
				events = append(events, fmt.Sprint(e.Title, " ", e.Date, " ", len(e.Participants)))
			}
			anyOrder(t, events, []string{"Sanction by A Council: A Program 2020-01-02 2", "A congress 2021 2"})
			begins(t, f.Notes, []string{"targets.nested.json: left out: 1 Address where no event is held, 1 Family"})
		})
	}
	deep := strings.Repeat(`{"id":"x","schema":"Person","properties":{"associates":[`, 40) + strings.Repeat("]}}", 40)
	f := imported(t, "ftm", "x.json", deep+"\n"+`{"id":"y","schema":"Person","properties":{"addressEntity":[{"schema":"Address","properties":{}}],"name":["Y"]}}`)
	begins(t, f.Rejected, []string{"line: it is no entity of FollowTheMoney", "id, schema: the entity lacks"})
	if len(f.batch.Officials) != 1 {
		t.Error(f.batch.Officials)
	}
}

// The statements of an entity stand apart from each other, and data sets differ in what they call it.
const statements = `"canonical_id","entity_id","prop","prop_type","schema","value","dataset","origin","lang","original_value","external","first_seen","last_seen","id"
"NK-1","a-1","name","name","LegalEntity","Ann Able","a","","","","f","2023-04-20","",""
"pos-1","pos-1","name","name","Position","Minister","a","","","","f","","",""
"occ-1","occ-1","holder","entity","Occupancy","NK-1","a","","","","f","","",""
"NK-1","b-9","name","name","Person","안","b","","kor","","f","","",""
"occ-1","occ-1","post","entity","Occupancy","pos-1","a","","","","f","","",""
"NK-1","c-1","birthDate","date","Person","1950","c","","","","t","","",""
"NK-2","d-1","name","name","Company","Two
lines","d","","","","f","","",""
"NK-2","d-2","name","name","Person","Bo Baker","d","","","","f","","",""
"ship","ship","name","name","Vessel","A Ship","d","","","","f","","",""
"NK-1","NK-1","id","checksum","Person","da39a3ee","a","","","","f","","",""
"occ-1","occ-1","startDate","date","Occupancy","2019-04","a","","","","f","","",""
"","","name","name","Person","Nobody","a","","","","f","","",""
"NK-1","b-9","birthDate","date","Person","1961","b","","","","f","","",""
"short","row"
`

func TestFTM_statements(t *testing.T) {
	packed := `entity_id,prop,value,dataset,lang,original_value,origin,external,first_seen,last_seen,id
NK-1,LegalEntity:name,Ann Able,a,,,,,,,
pos-1,Position:name,Minister,a,,,,,,,
occ-1,Occupancy:startDate,2019-04,a,,,,,,,
occ-1,Occupancy:post,pos-1,a,,,,,,,
NK-1,Person:name,안,b,,,,,,,
NK-1,Person:birthDate,1961,b,,,,,,,
occ-1,Occupancy:holder,NK-1,a,,,,,,,
`
	lines := `{"canonical_id":"occ-1","entity_id":"occ-1","prop":"holder","schema":"Occupancy","value":"NK-1","dataset":"a","external":false}
{"canonical_id":"NK-1","entity_id":"b-9","prop":"name","schema":"Person","value":"안","dataset":"b","lang":null}
{"canonical_id":"NK-1","entity_id":"b-9","prop":"birthDate","schema":"Person","value":"1961","dataset":"b"}
{"canonical_id":"pos-1","entity_id":"pos-1","prop":"name","schema":"Position","value":"Minister","dataset":"a"}
{"canonical_id":"occ-1","entity_id":"occ-1","prop":"post","schema":"Occupancy","value":"pos-1","dataset":"a"}
{"canonical_id":"occ-1","entity_id":"occ-1","prop":"startDate","schema":"Occupancy","value":"2019-04","dataset":"a"}
{"canonical_id":"NK-1","entity_id":"a-1","prop":"name","schema":"LegalEntity","value":"Ann Able","dataset":"a"}
`
	for name, tt := range map[string]struct {
		text            string
		rows            int
		rejected, notes []string
	}{
		"columns": {
			statements, 6,
			[]string{"canonical_id, prop, schema: a statement needs all of them", "row: it has 2 cells, and the header 14", "entity: its statements say that it is each of Company, Person"},
			[]string{"statements.csv: 1 statements are left out: they are said of others", "statements.csv: left out: 1 Vessel"},
		},
		"packed": {packed, 3, nil, nil},
		"lines":  {lines, 3, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			f := imported(t, ingest.Auto, "statements.csv", tt.text)
			if d := cmp.Diff([]string{"Ann Able: Minister 2019-04/"}, f.named()); d != "" {
				t.Error(d)
			}
			begins(t, f.Rejected, tt.rejected)
			begins(t, f.Notes, tt.notes)
			if o := f.batch.Officials; f.result.Rows != tt.rows || len(o) != 1 || o[0].Born.String() != "1961" || !slices.Equal(o[0].Aliases, []string{"안"}) {
				t.Errorf("%+v: %+v", f.result, o)
			}
			again := strings.SplitAfter(tt.text, "\n")
			if name == "packed" {
				same(t, f, imported(t, ingest.Auto, "statements.csv", again[0]+strings.Join(shuffled(again[1:]), "")))
			}
		})
	}
}

// The content of a file decides its format; its name does not.
func TestFormats_sniff(t *testing.T) {
	for format, texts := range map[string][]string{
		"popolo": {assembly, `{"persons":[],"memberships":[]}`},
		"officeholders": {
			query, dump[0], "[" + strings.Join(dump, ",\n") + "]", `{"entities":{"Q5":` + dump[0] + "}}",
			"id;name;dob\nQ5;Ann;1950\n", `{"labels":{},"id":"Q5","claims":{}}`,
		},
		"ftm":    append([]string{statements, `{"properties":{"name":["x"]},"schema":"Person","id":"1"}`, nestedEntity, `{"status":"ok","results":[{"schema":"Person","properties":{` + strings.Repeat(" ", 70_000) + `}}]}`}, entities...),
		"events": {people, "kind,title,date\nMEETING,Talks,2025\n"},
		"": {
			`{}`, `[]`, `{"persons":{}}`, `{"persons":[],"other":[]}`, `{"areas":[{"id":"1"}]}`, `{"id":"L1","labels":{},"claims":{}}`, `{"schema":"person","properties":{}}`, `{"results":[{"id":"Q5"}]}`, `{"head":{"vars":["item"]},"results":{"bindings":[{"item":{"type":"uri","value":"http://www.wikidata.org/entity/Q5"}}]}}`,
			`{"id":"Q5"}`, "person,position,start\nAnn,Premier,2019\n", "id,name,dob\n1,Ann,1950\n", `{"type":"Feature","properties":{}}`, "id,name\nQ5,Ann\n",
		},
	} {
		for _, text := range texts {
			r, err := ingest.File(t.Context(), &strict{}, file(t, "x", []byte(text)), ingest.Options{Format: ingest.Auto, Preview: &strict{}})
			if r.Format != format || err != nil && format != "" {
				t.Errorf("%.60s: %q, want %q: %v", text, r.Format, format, err)
			}
		}
	}
}
