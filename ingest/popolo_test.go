package ingest_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph/store"
	"demarche/ingest"
	"demarche/internal/graphtest"
)

const assembly = `{
  "memberships": [
    {"person_id": "11111111-2222-3333-4444-555555555551", "organization_id": "legislature", "role": "member", "area_id": "area/북구", "on_behalf_of_id": "party/무소속", "legislative_period_id": "term/1"},
    {"person_id": "11111111-2222-3333-4444-555555555551", "organization_id": "legislature", "role": "member", "area_id": "area/북구", "on_behalf_of_id": "party/a", "legislative_period_id": "term/1"},
    {"person_id": "11111111-2222-3333-4444-555555555552", "organization_id": "legislature", "role": "member", "legislative_period_id": "term/1", "start_date": "2015", "end_date": "2016-02"},
    {"person_id": "11111111-2222-3333-4444-555555555553", "organization_id": "legislature", "legislative_period_id": "term/2"},
    {"person_id": "11111111-2222-3333-4444-555555555553", "organization_id": "legislature", "start_date": "2015-11-27", "end_date": "2015-10-09"},
    {"person_id": "11111111-2222-3333-4444-555555555553", "organization_id": "legislature"},
    {"person_id": "nobody", "organization_id": "legislature", "start_date": "2015"},
    {"person_id": "Ні", "organization_id": "none", "start_date": "2015"},
    {"person_id": "Ні", "post_id": "speaker", "start_date": "2015", "sources": [{"url": "https://example.org/speaker"}]},
    {"person_id": "Ні", "post_id": "none", "start_date": "2015"},
    {"person_id": "Ні", "start_date": "2015"},
    {"person_id": 7}
  ],
  "persons": [
    {"id": "11111111-2222-3333-4444-555555555551", "name": "Kim  Ok", "other_names": [{"lang": "ko", "name": "김옥"}, {"lang": "zh", "name": "金玉"}, {"name": "Kim Ok"}], "birth_date": "1962", "sources": [{"url": "https://example.org/kim"}, {"url": "a book"}]},
    {"id": "11111111-2222-3333-4444-555555555552", "name": "Kim Ok", "birth_date": "1970-00-00"},
    {"id": "11111111-2222-3333-4444-555555555553", "name": "Kim Ok", "identifiers": [{"scheme": "popong", "identifier": "Q7"}, {"scheme": "wikidata", "identifier": "Q100001"}], "death_date": "2001-02-03"},
    {"id": "Ні", "name": "Ні"},
    {"id": "11111111-2222-3333-4444-555555555554", "name": "Wrong", "birth_date": "about 1960"},
    {"id": "11111111-2222-3333-4444-555555555555", "name": " "}
  ],
  "meta": {"sources": ["https://example.org/"]},
  "organizations": [
    {"id": "legislature", "name": "Assembly", "classification": "legislature", "identifiers": [{"scheme": "wikidata", "identifier": "Q100002"}]},
    {"id": "party/무소속", "name": "무소속", "classification": "party"},
    {"id": "party/unknown", "name": "unknown", "classification": "party"}
  ],
  "events": [
    {"id": "term/1", "classification": "legislative period", "start_date": "2014-03-09", "end_date": "2018-04"},
    {"id": "term/2", "classification": "legislative period", "start_date": "2018-04"}
  ],
  "posts": [{"id": "speaker", "label": "Speaker", "organization_id": "legislature"}, {"id": "odd", "label": "Odd", "organization_id": "none"}],
  "areas": [{"id": "area/북구", "name": "북구"}],
  "speeches": [{"id": "1", "text": "[{\"}"}]
}`

func TestPopolo(t *testing.T) {
	f := imported(t, ingest.Auto, "assembly.json", assembly)
	want := []string{
		"Kim Ok: member, Assembly (북구) 2014-03-09/2018-04",
		"Kim Ok: member, Assembly 2015/2016-02",
		"Kim Ok: member, Assembly 2018-04/",
		"Ні: Speaker, Assembly 2015/",
	}
	if d := cmp.Diff(want, f.named()); d != "" {
		t.Error(d)
	}
	people := []string{}
	for _, o := range f.batch.Officials {
		people = append(people, strings.Join([]string{o.Name, o.Born.String(), o.Died.String(), strings.Join(o.Aliases, " "), o.Wikidata, o.NativeName}, "|"))
		if o.Wikidata != "" != (o.ID == "official:Q100001") {
			t.Errorf("id %s", o.ID)
		}
	}
	slices.Sort(people)
	if d := cmp.Diff([]string{"Kim Ok|1962||金玉 김옥||", "Kim Ok|1970||||", "Kim Ok||2001-02-03||Q100001|", "Wrong|||||", "Ні|||||"}, people); d != "" {
		t.Error(d)
	}
	wantRejected := []string{
		`name: it stands for an organization that is not known`,
		`birth_date: "about 1960" is no date`,
		`name: it is missing`,
		`organization_id: no organization of the file has this id and a name`,
		`start_date: bad date "2015-11-27/2015-10-09": it ends before it begins`,
		`start_date: neither a start nor an end is known`,
		`person_id: no person of the file has this id`,
		`organization_id: no organization`,
		`post_id: no post of the file has this id`,
		`organization_id: it is missing`,
		`person_id: it holds a value of another type than Popolo's: number`,
	}
	begins(t, f.Rejected, wantRejected)
	begins(t, f.Notes, []string{"assembly.json: left out, for the graph holds no such thing: 1 speeches"})
	if f.result.Rows != 3+6+2+12 {
		t.Errorf("%d rows", f.result.Rows)
	}
}

// begins fails the test where a text does not begin as wanted.
func begins(tb testing.TB, got, want []string) {
	tb.Helper()
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || !strings.HasPrefix(got[i], want[i]) {
			tb.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			return
		}
	}
}

// What lists hold, and the lists, may come in any order, and on one line.
func TestPopolo_shuffled(t *testing.T) {
	var lists map[string]json.RawMessage
	if err := json.Unmarshal([]byte(assembly), &lists); err != nil {
		t.Fatal(err)
	}
	delete(lists, "meta")
	var out bytes.Buffer
	names := slices.Sorted(maps.Keys(lists))
	for i, name := range names {
		var rows []json.RawMessage
		if err := json.Unmarshal(lists[name], &rows); err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(shuffled(rows))
		if err != nil {
			t.Fatal(err)
		}
		out.WriteString(map[bool]string{true: "{", false: ","}[i == 0] + `"` + name + `":` + string(text))
	}
	out.WriteString("}")
	same(t, imported(t, "popolo", "assembly.json", assembly), imported(t, ingest.Auto, "assembly.json", out.String()))
}

// Ids that are unique in their file alone, such as "legislature", mean another thing in another legislature's file.
func TestPopolo_scope(t *testing.T) {
	plain := `{"organizations":[{"id":"legislature","name":"NAME","classification":"legislature"WIKIDATA},{"id":"1","name":"A","classification":"party"}],
"persons":[{"id":"1","name":"Ann"}],"memberships":[],"meta":{"sources":["https://example.org"]}}`
	ids := map[string]bool{}
	for _, change := range [][]string{
		{"NAME", "Senate", "WIKIDATA", ""},
		{"NAME", "House", "WIKIDATA", ""},
		{"NAME", "House", "WIKIDATA", `,"identifiers":[{"scheme":"wikidata","identifier":"Q5"}]`},
		{"NAME", "Other House", "WIKIDATA", `,"identifiers":[{"scheme":"wikidata","identifier":"Q5"}]`}, // the same
		{"NAME", "Senate", "WIKIDATA", "", `"meta":{"sources":["https://example.org"]}`, `"meta":{}`},   // only its file is known
	} {
		for _, o := range imported(t, ingest.Auto, "x.json", strings.NewReplacer(change...).Replace(plain)).batch.Officials {
			ids[o.ID] = true
		}
	}
	if len(ids) != 4 {
		t.Errorf("%d people, want 4: %v", len(ids), ids)
	}
}

// People with their memberships in them, as APIs answer, and what those refer to in these.
func TestPopolo_nested(t *testing.T) {
	const list = `[{"id": "ann", "name": "Ann Able", "given_name": "Ann", "memberships": [
  {"id": "m1", "person_id": "ann", "role": "Chair", "start_date": "2015", "organization": {"id": "committee", "name": "A Committee", "classification": "committee"}},
  {"id": "m2", "start_date": "2016", "end_date": "9999-12-31", "post": {"id": "p1", "label": "MP for North Town", "organization_id": "committee", "area": {"id": "a", "name": "North Town"}}}]},
 {"id": "bob", "name": "Bob Baker", "memberships": [{"role": "member", "organization_id": "committee", "start_date": "2017", "area": {"name": "South Town"}},
  {"role": "member", "organization": {"id": "committee"}, "start_date": "2019"}, {"organization_id": "committee"}, 7]}]`
	want := []string{
		"Ann Able: Chair, A Committee 2015/", "Ann Able: MP for North Town, A Committee 2016/", "Bob Baker: member, A Committee (South Town) 2017/", "Bob Baker: member, A Committee 2019/",
	}
	for name, text := range map[string]string{
		"an envelope": `{"total": 2, "page": 1, "result": ` + list + `, "has_more": false}`, "results": `{"results": ` + list + `}`, "a list": list,
		"the file's": `{"persons": ` + list + `}`,
	} {
		t.Run(name, func(t *testing.T) {
			f := imported(t, ingest.Auto, "people.json", text)
			if d := cmp.Diff(want, f.named()); d != "" || f.result.Format != "popolo" || f.result.Rows != 10 {
				t.Errorf("%s%+v", d, f.result)
			}
			begins(t, f.Rejected, []string{"start_date: neither a start nor an end", "row: json: cannot unmarshal number"})
		})
	}
	// As the data of the British parliament has them: names in parts, and ids that stand for others.
	f := imported(t, ingest.Auto, "people.json", `{"persons": [
  {"id": "p/1", "other_names": [{"note": "Main", "given_name": "Zoë", "family_name": "Before", "end_date": "2001-01-01"}, {"note": "Main", "given_name": "Ann", "family_name": "Able"}, {"note": "Alternate", "name": "Annie"}]},
  {"id": "p/2", "redirect": "p/1"}],
 "organizations": [{"id": "house", "name": "A House", "memberships": [{"person_id": "p/1", "role": "Speaker", "start_date": "2003"}]}],
 "posts": [{"id": "c/1", "label": "MP for North Town", "organization_id": "house", "area": {"name": "North Town"}}],
 "memberships": [{"id": "m/1", "person_id": "p/1", "post_id": "c/1", "start_date": "1997-05-01", "end_date": "2001-05-14"}, {"id": "m/2", "redirect": "m/1"}]}`)
	if d := cmp.Diff([]string{"Ann Able: MP for North Town, A House 1997-05-01/2001-05-14", "Ann Able: Speaker, A House 2003/"}, f.named()); d != "" || len(f.Rejected) > 0 {
		t.Error(d, f.Rejected)
	}
	if o := f.batch.Officials; len(o) != 1 || !slices.Equal(o[0].Aliases, []string{"Annie", "Zoë Before"}) {
		t.Errorf("%+v", o)
	}
	begins(t, f.Notes, []string{"people.json: left out, for the graph holds no such thing: 1 redirects of memberships, 1 redirects of people"})
	deep := strings.Repeat(`{"organization":{"id":"o","name":"O","memberships":[{"person":{"id":"x","name":"X","memberships":[`, 20) + strings.Repeat("]}}]}}", 20)
	f = imported(t, "popolo", "x.json", `{"persons":[],"memberships":[`+deep+`]}`)
	begins(t, f.Notes, []string{"x.json: left out, for the graph holds no such thing: 1 memberships that stand in each other too deep"})
}

func TestPopolo_bad(t *testing.T) {
	for name, tt := range map[string]struct{ text, says string }{
		"a list":             {`[]`, `line 1: the file: [ stands where { belongs`},
		"persons no list":    {"{\n\"persons\": {}}", `line 2: persons: { stands where [ belongs`},
		"cut":                {`{"persons": [{"id": "1"`, "cut short"},
		"no JSON":            {`{"persons": [{"id": 1,}]}`, "line 1: invalid character"},
		"a list in the list": {`{"speeches": [[}]}`, "line 1: invalid character"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ingest.File(t.Context(), &strict{}, file(t, "x.json", []byte(tt.text)), ingest.Options{Format: "popolo"})
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want one that says %q", err, tt.says)
			}
		})
	}
}

// twice imports a text twice; the second time changes nothing.
func twice(tb testing.TB, s *store.Store, name, text string) {
	tb.Helper()
	path := file(tb, name, []byte(text))
	first := load(tb, s, ingest.Auto, path)
	again := load(tb, s, ingest.Auto, path)
	counted(tb, again, 0, 0, first.Rows-first.Rejected, first.Rejected)
	sound(tb, s)
}

func TestFile_people(t *testing.T) {
	s := graphtest.Fresh(t)
	twice(t, s, "assembly.json", assembly)
	twice(t, s, "dump.json", "["+strings.Join(dump, ",\n")+"]")
	twice(t, s, "query.csv", query)
	twice(t, s, "entities.ftm.json", strings.Join(entities, "\n"))
	twice(t, s, "targets.nested.json", nestedEntity)
	twice(t, s, "statements.csv", statements)
}
