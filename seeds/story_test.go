package seeds

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/edtf"
)

const (
	kim    = "official:Q56226"
	xi     = "official:Q15031"
	choe   = "official:Q30436217"
	wang   = "official:wang-yi"
	li     = "official:Q4414390"
	putin  = "official:Q7747"
	report = "source:article-2025-10"
	total  = "CHN-PRK-TOTAL-EXPORT-M-FOB-USD-gacc"
)

// told is an event as the facts tell it.
type told struct {
	Kind    graph.EventKind
	Date    string
	PartOf  string
	Roles   map[string]graph.Role
	About   []string
	Sources []string
}

func tell(t *testing.T, b graph.Batch, id string) told {
	t.Helper()
	for _, e := range b.Events {
		if e.ID != id {
			continue
		}
		got := told{Kind: e.Kind, Date: e.Date.String(), PartOf: e.PartOf, About: e.About, Sources: sourcesOf(e.Sources)}
		for _, p := range e.Participants {
			if got.Roles == nil {
				got.Roles = map[string]graph.Role{}
			}
			got.Roles[p.Actor] = p.Roles[0]
		}
		return got
	}
	t.Fatalf("%s is missing", id)
	return told{}
}

func sourcesOf(citations []graph.Citation) []string {
	var all []string
	for _, c := range citations {
		all = append(all, c.Source)
	}
	return all
}

func figure(t *testing.T, b graph.Batch, id string) graph.Figure {
	t.Helper()
	for _, f := range b.Figures {
		if f.ID == id {
			return f
		}
	}
	t.Fatalf("%s is missing", id)
	return graph.Figure{}
}

func TestStory_Trade(t *testing.T) {
	b := seedGraph(t)
	september, august := "figure:"+total+":2025-09", "figure:"+total+":2025-08"
	type row struct {
		Value, Quantum, Basis string
		YoY, MoM              *graph.Percent
		From                  []graph.Derivation
	}
	want := map[string]row{
		// A1, A2, A3
		september: {
			Value: "228100000", Quantum: "100000", Basis: "REPORTED",
			YoY: &graph.Percent{Value: 30.75, Quantum: 0.01}, MoM: &graph.Percent{Value: 54.53, Quantum: 0.01},
		},
		// A4
		august: {
			Value: "147600000", Quantum: "100000", Basis: "DERIVED",
			From: []graph.Derivation{{Figure: september, By: "MOM"}},
		},
		"figure:" + total + ":2024-09": {
			Value: "174500000", Quantum: "100000", Basis: "DERIVED",
			From: []graph.Derivation{{Figure: september, By: "YOY"}},
		},
	}
	for id, want := range want {
		f := figure(t, b, id)
		got := row{
			Value:   f.Value.String(),
			Quantum: f.Quantum.String(),
			Basis:   f.Basis,
			YoY:     f.YoY,
			MoM:     f.MoM,
			From:    f.DerivedFrom,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
		if f.Sources[0].Source != report || f.Series != "series:"+total {
			t.Errorf("%s is of %s and cites %v", id, f.Series, f.Sources)
		}
	}
}

func TestStory_DerivedFiguresFollow(t *testing.T) {
	b := seedGraph(t)
	for _, f := range b.Figures {
		for _, d := range f.DerivedFrom {
			base := figure(t, b, d.Figure)
			change := map[string]*graph.Percent{"YOY": base.YoY, "MOM": base.MoM}[d.By].Value
			exact := base.Value.InexactFloat64() / (1 + change/100)
			if off := math.Abs(exact - f.Value.InexactFloat64()); off > f.Quantum.InexactFloat64()/2 {
				t.Errorf("%s is %s, but %.0f follows from %s", f.ID, f.Value, exact, d.Figure)
			}
		}
	}
}

func TestStory_Commodities(t *testing.T) { // A6
	b := seedGraph(t)
	parents := map[string]string{}
	for _, c := range b.Commodities {
		parents[c.Code] = c.Parent
	}
	for i, code := range []string{"1507", "6703", "2713", "1701"} {
		f := figure(t, b, "figure:CHN-PRK-HS"+code+"-EXPORT-M-FOB-USD-gacc:2025-09")
		if f.Rank != i+1 || f.Value != nil || f.Basis != "REPORTED" || f.Sources[0].Source != report {
			t.Errorf("HS %s: rank %d, value %v, basis %s, sources %v", code, f.Rank, f.Value, f.Basis, f.Sources)
		}
		if want := "commodity:HS-" + code[:2]; parents[code] != want {
			t.Errorf("HS %s is part of %q, want %s", code, parents[code], want)
		}
	}
	if parents["271320"] != "commodity:HS-2713" {
		t.Errorf("petroleum bitumen is part of %q", parents["271320"])
	}
}

func TestStory_Events(t *testing.T) {
	b := seedGraph(t)
	const visit, choeVisit, liVisit = "event:2025-09-kim-beijing-visit", "event:2025-09-choe-beijing-visit", "event:2025-10-li-qiang-pyongyang-visit"
	both := []string{report, "source:seed-notes"}
	want := map[string]told{
		"event:2025-10-statement-august-decline": { // A5
			Kind: graph.Statement, Date: "2025-10?", About: []string{"figure:" + total + ":2025-08"}, Sources: []string{report},
		},
		"event:2025-10-statement-largest-partner": { // A7
			Kind: graph.Statement, Date: "2025-10?", Sources: []string{report},
			Roles: map[string]graph.Role{"country:CHN": graph.Subject, "country:PRK": graph.Subject},
			About: []string{"country:CHN", "country:PRK"},
		},
		"event:2025-10-statement-under-sanctions": { // A8
			Kind: graph.Statement, Date: "2025-10?", Sources: []string{report},
			Roles: map[string]graph.Role{"country:PRK": graph.Subject}, About: []string{"country:PRK"},
		},
		visit: { // A9, A11
			Kind: graph.Visit, Date: "2025-09-02/2025-09-04", Sources: both,
			Roles: map[string]graph.Role{kim: graph.Guest, xi: graph.Host, choe: graph.Companion},
		},
		"event:2025-09-03-beijing-parade": { // A9
			Kind: graph.Ceremony, Date: "2025-09-03", PartOf: visit, Sources: both,
			Roles: map[string]graph.Role{kim: graph.Guest, xi: graph.Host, putin: graph.Guest},
		},
		"event:2025-09-04-kim-xi-talks": { // A10
			Kind: graph.Meeting, Date: "2025-09-04", PartOf: visit, Sources: both,
			Roles: map[string]graph.Role{kim: graph.Guest, xi: graph.Host},
		},
		choeVisit: { // A12
			Kind: graph.Visit, Date: "2025-09-27/2025-09-30", Sources: both,
			Roles: map[string]graph.Role{choe: graph.Guest, wang: graph.Host},
		},
		"event:2025-09-28-choe-wang-talks": { // A12
			Kind: graph.Meeting, Date: "2025-09-28", PartOf: choeVisit, Sources: both,
			Roles: map[string]graph.Role{choe: graph.Guest, wang: graph.Host},
		},
		liVisit: { // A13
			Kind: graph.Visit, Date: "2025-10-09/2025-10-11", Sources: both,
			Roles: map[string]graph.Role{li: graph.Guest, kim: graph.Host},
		},
		"event:2025-10-10-wpk-80th-anniversary": { // A13
			Kind: graph.Ceremony, Date: "2025-10-10", PartOf: liVisit, Sources: both,
			Roles: map[string]graph.Role{li: graph.Guest, kim: graph.Host, "org:prk-wpk": graph.Subject},
		},
		"event:2025-10-xi-message-kim": { // A14
			Kind: graph.Message, Date: "2025-10?", Sources: []string{"source:xinhua-2025-10", report},
			Roles: map[string]graph.Role{xi: graph.Sender, kim: graph.Recipient},
		},
		"event:2025-09-09-xi-message-kim": {
			Kind: graph.Message, Date: "2025-09-09", Sources: []string{"source:seed-notes"},
			Roles: map[string]graph.Role{xi: graph.Sender, kim: graph.Recipient},
		},
	}
	for id, want := range want {
		if diff := cmp.Diff(want, tell(t, b, id)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
}

func TestStory_Release(t *testing.T) {
	got := tell(t, seedGraph(t), "event:2025-10-customs-release")
	if got.Kind != graph.TradeRelease || got.Date != "2025-10" || got.Roles["org:gacc"] != graph.Speaker {
		t.Errorf("the release is %+v", got)
	}
	if len(got.About) != 6 {
		t.Errorf("the release is about %v, want the series and its five figures of September", got.About)
	}
}

func TestStory_NoLinkWithoutSource(t *testing.T) { // A15
	if links := seedGraph(t).Links; len(links) > 0 {
		t.Errorf("links %v, but no source of the seed graph states a consequence", links)
	}
}

func TestStory_PreviousMeeting(t *testing.T) {
	// The latest event before September 2025 in which both Kim and Xi took part in person.
	var last graph.Event
	for _, e := range seedGraph(t).Events {
		has := map[string]bool{}
		for _, p := range e.Participants {
			has[p.Actor] = true
		}
		day, _ := e.Date.Earliest()
		latest, _ := last.Date.Earliest()
		before := day < edtf.DayOf(2025, 9, 1)
		if has[kim] && has[xi] && before && e.Kind != graph.Message && (last.ID == "" || day >= latest) {
			last = e
		}
	}
	if last.Date.String() != "2019-06-20/2019-06-21" {
		t.Errorf("Kim and Xi last met before September 2025 on %s (%s)", last.Date, last.ID)
	}
}

func TestStory_Offices(t *testing.T) {
	b := seedGraph(t)
	tests := []struct {
		post, at string
		acting   bool
		want     []string
	}{
		{"post:prk-foreign-minister", "2025-09-04", false, []string{choe}},
		{"post:chn-foreign-minister", "2025-09-04", false, []string{wang}},
		{"post:chn-foreign-minister", "2023-03", false, []string{"official:qin-gang"}},
		{"post:chn-premier", "2025-10-10", false, []string{li}},
		{"post:chn-president", "2019-06-20", false, []string{xi}},
		{"post:prk-sac-head", "2025-09-04", false, []string{kim}},
		{"post:usa-president", "2018-06-12", false, []string{"official:Q22686"}},
		{"post:usa-president", "2023", false, []string{"official:Q6279"}},
		{"post:kor-president", "2025-01-15", false, []string{"official:yoon-suk-yeol"}},
		{"post:kor-president", "2025-01-15", true, []string{"official:choi-sang-mok"}},
		{"post:rus-president", "2010", false, nil},
	}
	for _, tt := range tests {
		date, err := edtf.Parse(tt.at)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, tenure := range b.Tenures {
			if tenure.Post == tt.post && tenure.Acting == tt.acting && date.Inside(tenure.Dates) {
				got = append(got, tenure.Official)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s in %s, acting %t (-want +got):\n%s", tt.post, tt.at, tt.acting, diff)
		}
	}
}

func TestStory_Headlines(t *testing.T) {
	b := seedGraph(t)
	quotes := map[string]bool{}
	for _, e := range b.Events {
		for _, c := range e.Sources {
			if c.Source != "source:headlines-2026-02" {
				continue
			}
			quotes[c.Quote] = true
			if date := e.Date.String(); !strings.HasSuffix(date, "2026-02?") || c.Quote == "" || len(e.Sources) != 1 {
				t.Errorf("%s: date %s, quote %q, %d sources", e.ID, date, c.Quote, len(e.Sources))
			}
		}
	}
	for _, word := range []string{
		"New START", "Greenland", "South Korea", "Vietnam", "Takaichi", "Illinois", `"Richard" Friedland`, "Starmer",
		"Bank of Japan", "ECB", "Clay Fuller", "Department of Justice",
	} {
		found := false
		for quote := range quotes {
			found = found || strings.Contains(quote, word)
		}
		if !found {
			t.Errorf("no headline with %s", word)
		}
	}
}

func TestStory_Names(t *testing.T) {
	names := map[string]graph.Official{}
	for _, o := range seedGraph(t).Officials {
		names[o.ID] = o
	}
	for id, want := range map[string][]string{
		kim:  {"Kim Jong Un", "김정은", "金正恩", "Kim Jong-un"},
		xi:   {"Xi Jinping", "习近平", "習近平"},
		choe: {"Choe Son Hui", "최선희", "崔善姬"},
		li:   {"Li Qiang", "李强"},
		wang: {"Wang Yi", "王毅"},
	} {
		o := names[id]
		all := strings.Join(append(o.Aliases, o.Name, o.NativeName), "|")
		for _, name := range want {
			if !strings.Contains(all, name) {
				t.Errorf("%s is not called %s: %s", id, name, all)
			}
		}
	}
}
