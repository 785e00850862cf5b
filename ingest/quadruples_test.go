package ingest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"demarche/graph"
)

const quadrupleSample = `Kim Jong-Un	Make a visit	China	2025-09-02
China	Host a visit	Kim Jong-Un	2025-09-02
China	Consult	Foreign Affairs (South Korea)	2025-09-03
Foreign Affairs (South Korea)	Consult	China	2025-09-03
Citizen (Australia)	Criticize or denounce	Police (Holy See (Vatican City State))	2025-09-03
North_Korea	Sign_formal_agreement	UN Security Council	2025-09-04
Africa	Make statement	Boko Haram	2025-09-04
Korean Workers' Union	Demonstrate or rally	Reuters	2025-09-05
Japan	fight with small arms and light weapons	Japan	2025-09-05
`

func TestQuadruples(t *testing.T) {
	sniffed(t, quadruples, quadrupleSample)
	got := readAs(t, quadruples, quadrupleSample, false)
	if got.rows != 9 || len(got.rejects) != 0 {
		t.Fatal(got.rows, got.rejects)
	}
	type event struct {
		Kind  graph.EventKind
		CAMEO string
		Said  []string
	}
	want := map[string]event{
		"Kim Jong-Un – China: Make a visit":              {graph.Visit, "042", []string{"China HOST", "Kim Jong-Un GUEST"}},
		"China – Foreign Affairs (South Korea): Consult": {graph.Meeting, "040", []string{"China PARTICIPANT", "South Korea PARTICIPANT", "Foreign Affairs (South Korea) PARTICIPANT"}},
		"Citizen (Australia) – Police (Holy See (Vatican City State)): Criticize or denounce": {graph.Statement, "111", []string{
			"Australia SPEAKER", "Citizen (Australia) SPEAKER", "Holy See SUBJECT", "Police (Holy See (Vatican City State)) SUBJECT",
		}},
		"North Korea – United Nations Security Council: Sign formal agreement": {graph.AgreementEvent, "057", []string{"North Korea SIGNATORY", "United Nations Security Council SIGNATORY"}},
		"Africa – Boko Haram: Make statement":                                  {graph.Statement, "010", []string{"Boko Haram SUBJECT"}},
		"Korean Workers' Union – Reuters: Demonstrate or rally":                {graph.OtherEvent, "141", []string{"Reuters PARTICIPANT", "Korean Workers' Union PARTICIPANT"}},
		"Japan: Fight with small arms and light weapons":                       {graph.OtherEvent, "193", []string{"Japan PARTICIPANT"}},
	}
	found := map[string]event{}
	for _, e := range got.records.Events {
		found[e.Title] = event{e.Kind, e.CAMEO, got.said(e)}
	}
	if d := gocmp.Diff(want, found); d != "" {
		t.Error(d)
	}
	kinds := map[string]string{}
	for _, o := range got.records.Organizations {
		kinds[o.Name] = o.Kind + " " + o.Country
	}
	wantKinds := map[string]string{
		"Foreign Affairs (South Korea)": "MINISTRY country:KOR", "Citizen (Australia)": "OTHER country:AUS",
		"Police (Holy See (Vatican City State))": "AGENCY country:VAT", "United Nations Security Council": "INTERGOVERNMENTAL ",
		"Boko Haram": "OTHER ", "Korean Workers' Union": "OTHER ", "Reuters": "OTHER ",
	}
	if d := gocmp.Diff(wantKinds, kinds); d != "" {
		t.Error(d)
	}
	if o := got.records.Officials; len(o) != 1 || o[0].Name != "Kim Jong-Un" || o[0].Country != "" {
		t.Errorf("%+v", o)
	}
}

func TestQuadruples_order(t *testing.T) { anyOrder(t, quadruples, quadrupleSample, 0) }

// However the columns are separated and named, the records are the same.
func TestQuadruples_layouts(t *testing.T) {
	want := readAs(t, quadruples, "China\tArrest, detain, or charge with legal action\tCitizen (Japan)\t2025-09-05\n", false).records
	for name, text := range map[string]string{
		"a fifth column":    "China\tArrest, detain, or charge with legal action\tCitizen (Japan)\t2025-09-05\t0\n",
		"commas":            `China,"Arrest, detain, or charge with legal action",Citizen (Japan),2025-09-05` + "\n",
		"a fifth, commas":   `China,"Arrest, detain, or charge with legal action",Citizen (Japan),2025-09-05,0` + "\n",
		"a header":          "date\tsubject\trelation\tobject\n2025-09-05\tChina\tArrest, detain, or charge with legal action\tCitizen (Japan)\n",
		"more columns":      "China\tArrest, detain, or charge with legal action\tCitizen (Japan)\t2025-09-05\t0.9\tx\ty\n",
		"a date in digits":  "id\thead\trelation\ttail\tdate\tconfidence\n7\tChina\tArrest, detain, or charge with legal action\tCitizen (Japan)\t20250905\t0.5\n",
		"an end":            "subject,relation,object,start_date,end_date\nChina,\"Arrest, detain, or charge with legal action\",Citizen (Japan),2025-09-05,2025-09-05\n",
		"header and commas": "Head,Relation,Tail,Timestamp\r\nChina,\"Arrest, detain, or charge with legal action\",Citizen (Japan),2025-09-05\r\n",
	} {
		sniffed(t, quadruples, text)
		if d := gocmp.Diff(want, readAs(t, quadruples, text, false).records); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestQuadruples_rejects(t *testing.T) {
	got := readAs(t, quadruples, `China	Dance with	Japan	2025-09-05
China	Consult	Japan	578
China	Consult	Japan	2025-09-31
China	Consult		2025-09-05
China	Consult	Japan
Africa	Consult	Middle East	2025-09-05
China	Consult	Japan	
`, false)
	for line, says := range map[int]string{
		1: "relation: it is no relation of CAMEO", 2: "column 4 holds no date but a number", 3: "date: column 4: bad date",
		4: "object: it is empty", 5: "row: it has 3 cells", 6: "neither is a country", 7: "column 4 holds no date",
	} {
		if !strings.Contains(got.rejects[line], says) {
			t.Errorf("line %d: %q, want %q", line, got.rejects[line], says)
		}
	}
	if len(got.records.Events) != 0 {
		t.Error(got.byTitle)
	}
}

// A table of CAMEO's codes has the relations' texts in the same column, and is none.
func TestQuadruples_codes(t *testing.T) {
	sniffed(t, Format{}, "\tDescription\tGoldsteinScale\tcameoCode\n042\tMake a visit\t1.9\t042\n")
}

func TestQuadruples_bad(t *testing.T) {
	sniffed(t, quadruples, "1951\t5\t1952\t211\t0\n")
	for text, says := range map[string]string{
		"1951\t5\t1952\t211\t0\n1\t2\t3\t4\t0\n": "put the names of entity2id.txt and relation2id.txt",
		"a\tb\n":                                 "the four columns subject, relation, object and date",
		"\n":                                     "is empty",
	} {
		if _, err := tryReading(quadruples, text, false); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", text, err, says)
		}
	}
}

// As ICEWS publishes its events.
const icewsSample = `Event ID	Event Date	Source Name	Source Sectors	Source Country	Event Text	CAMEO Code	Intensity	Target Name	Target Sectors	Target Country	Story ID	Sentence Number	Publisher	City	District	Province	Country	Latitude	Longitude
101	2014-05-06	Ann Able	Executive,Government	South Korea	Make a visit	042	1.9	China	NULL	China	9001	2	A "News" Agency	Beijing		Beijing Shi	China	39.9075	116.3972
102	2014-05-06	China		China	Host a visit	043	2.8	Ann Able	Executive,Government	South Korea	9002	1	Another Agency	Beijing		Beijing Shi	China	39.9075	116.3972
103	2014-05-06	Ministry of Defense	Government	Japan	Consult	040	1	North Atlantic Treaty Organization		NULL		3				Tochigi	Nowhere	NaN	139
104	2014-05-07	Ann Able		South Korea	as ICEWS never says it	111	-2	Workers' Front	Parties	Japan	9003	NULL	A "News" Agency						
105	2014-05-07	Ann Able		South Korea	as ICEWS never says it	11y	-2	Japan		Japan	9003	1	A "News" Agency						
`

func TestQuadruples_icews(t *testing.T) {
	_, headless, _ := strings.Cut(icewsSample, "\n")
	names := strings.NewReplacer("Event ID", "event_id", "Event Date", "event_date", "CAMEO Code", "cameo_code", "2014-05-06", "20140506", "2014-05-07", "20140507")
	want := readAs(t, quadruples, icewsSample, false)
	for _, text := range []string{icewsSample, headless, names.Replace(icewsSample)} {
		sniffed(t, quadruples, text)
		if d := gocmp.Diff(want.records, readAs(t, quadruples, text, false).records); d != "" {
			t.Error(d)
		}
	}
	visit := want.event(t, "Ann Able – China: Make a visit")
	if d := gocmp.Diff([]string{"China HOST", "Ann Able GUEST"}, want.said(visit)); d != "" {
		t.Error(d)
	}
	var cited []string
	for _, c := range visit.Sources {
		title := c.Source
		for _, s := range want.records.Sources {
			if s.ID == c.Source {
				title = s.Title + "|" + s.Publisher
			}
		}
		cited = append(cited, title+"|"+c.Record)
	}
	slices.Sort(cited)
	if d := gocmp.Diff([]string{`A "News" Agency, story 9001|A "News" Agency|sentence 2`, "Another Agency, story 9002|Another Agency|sentence 1", "x||101", "x||102"}, cited); d != "" {
		t.Error(d)
	}
	talks := want.event(t, "North Atlantic Treaty Organization – Ministry of Defense: Consult")
	if d := gocmp.Diff([]string{"Japan PARTICIPANT", "North Atlantic Treaty Organization PARTICIPANT", "Ministry of Defense PARTICIPANT"}, want.said(talks)); d != "" {
		t.Error(d)
	}
	criticism := want.event(t, "Ann Able – Workers' Front: Criticize or denounce")
	if criticism.Place != "" || len(criticism.Sources) != 2 {
		t.Errorf("%+v", criticism)
	}
	if o := want.records.Officials; len(o) != 1 || o[0].Country != "country:KOR" {
		t.Errorf("%+v", o)
	}
	places := map[string]string{}
	for _, p := range want.records.Places {
		places[p.Name] = fmt.Sprint(p.Country, p.Latitude != nil)
	}
	if d := gocmp.Diff(map[string]string{"Beijing": "country:CHNtrue", "Tochigi": "false"}, places); d != "" {
		t.Error(d)
	}
	if want.rows != 5 || !strings.HasPrefix(want.rejects[6], "relation: it is no relation of CAMEO") {
		t.Error(want.rows, want.rejects)
	}
	anyOrder(t, quadruples, icewsSample, 1)
}

func TestQuadruples_lasts(t *testing.T) {
	got := readAs(t, quadruples, `subject,relation,object,start,end
China,Consult,Japan,2025-09-05,2025-09-07
China,Consult,Japan,2025-10-05,
China,Consult,Japan,2025-10-05,2025-10-01
`, false)
	var dates []string
	for _, e := range got.records.Events {
		dates = append(dates, e.Date.String())
	}
	slices.Sort(dates)
	if d := gocmp.Diff([]string{"2025-09-05/2025-09-07", "2025-10-05"}, dates); d != "" || !strings.Contains(got.rejects[4], "end: bad date") {
		t.Error(d, got.rejects)
	}
}
