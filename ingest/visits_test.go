package ingest

import (
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"demarche/graph"
)

// In Latin-1, as COLT comes.
const coltSample = "TripID,LeaderFullName,LeaderCountryISO,CountryVisitedISO,CityVisited,TripStartDate,TripEndDate,MetHostHoGS,HostHOGSName,AttendedMultilatEvent,SignedAgreement,SourceLink1,SourceLink2\n" +
	"1,Jos\xe9 Example,BRA,CHN,Beijing,2019-10-24,2019-10-26,1,Li Sample,0,1,https://example.org/a,\n" +
	"1,Jos\xe9 Example,BRA,CHN,Shanghai,2019-10-24,2019-10-26,1,Li Sample,0,1,https://example.org/b,TBD\n" +
	"2,Jos\xe9 Example,BRA,ARE,TBD,10/27/2019,TBD,0,Nobody Met,1,0,,\n" +
	"3,TBD,BRA,VAT,,\"November 1\x962, 2019\",,,,,,,\n" +
	"4,Ann Example,NZL,FRA,Paris; Nice,TBD,2019-11-05,1,Bob One; Cee Two,0,0,a newspaper,\n"

type trip struct {
	Date, Summary string
	Said          []string
}

func trips(r reading) map[string]trip {
	out := map[string]trip{}
	for _, e := range r.records.Events {
		out[e.Title] = trip{e.Date.String(), e.Summary, r.said(e)}
	}
	return out
}

func TestVisits_colt(t *testing.T) {
	sniffed(t, visits, coltSample)
	got := readAs(t, visits, coltSample, false)
	if got.rows != 5 || len(got.rejects) != 0 {
		t.Fatal(got.rows, got.rejects)
	}
	want := map[string]trip{
		"José Example visits China":                {"2019-10-24/2019-10-26", "An agreement was signed.", []string{"Li Sample HOST", "José Example GUEST"}},
		"José Example visits United Arab Emirates": {"2019-10-27/", "A multilateral event was attended.", []string{"United Arab Emirates HOST", "José Example GUEST"}},
		"Brazil visits Holy See":                   {"2019-11-01/2019-11-02", "", []string{"Holy See HOST", "Brazil GUEST"}},
		"Ann Example visits France":                {"/2019-11-05", "", []string{"Bob One HOST", "Cee Two HOST", "Ann Example GUEST"}},
	}
	found := trips(got)
	if hosts := found["Ann Example visits France"].Said; len(hosts) == 3 && hosts[0] > hosts[1] {
		hosts[0], hosts[1] = hosts[1], hosts[0] // by their ids
	}
	if d := gocmp.Diff(want, found); d != "" {
		t.Error(d)
	}
	for _, o := range got.records.Officials {
		if o.Name == "José Example" && o.Country != "country:BRA" || o.Name == "Li Sample" && o.Country != "country:CHN" || o.Name == "Nobody Met" {
			t.Errorf("%+v", o)
		}
	}
	e := got.event(t, "José Example visits China")
	var said []string
	for _, c := range e.Sources {
		said = append(said, c.Record+c.Quote)
	}
	if d := gocmp.Diff([]string{"1Beijing", "1Shanghai", "", ""}, said); d != "" || e.Kind != graph.Visit || e.Place == "" {
		t.Error(d, e.Kind, e.Place)
	}
}

const tripSample = `event_id,visit_type,name,country,locale,remarks,date_start,date_end
7,president,Dee Example,Panama,Colon,Saw a canal.,2006-11-14,2006-11-17
7,president,Dee Example,Panama,Panama City,Saw a canal.,2006-11-14,2006-11-17
7,president,Dee Example,"Korea, South",,,2006-11-18,2006-11-18
8,secretary,Eff Example,Vatican City,,Audience.,2007-01-01,
`

func TestVisits_trips(t *testing.T) {
	sniffed(t, visits, tripSample)
	sniffed(t, visits, "Name;Country;Locale;Remarks;Date\nDee Example;Panama;Colon;;2006\n")
	want := map[string]trip{
		"Dee Example visits Panama":      {"2006-11-14/2006-11-17", "", []string{"Panama HOST", "Dee Example GUEST"}},
		"Dee Example visits South Korea": {"2006-11-18", "", []string{"South Korea HOST", "Dee Example GUEST"}},
		"Eff Example visits Holy See":    {"2007-01-01/", "", []string{"Holy See HOST", "Eff Example GUEST"}},
	}
	got := readAs(t, visits, tripSample, false)
	if d := gocmp.Diff(want, trips(got)); d != "" {
		t.Error(d)
	}
	if s := got.event(t, "Dee Example visits Panama").Sources; len(s) != 2 || s[0].Quote != "Colon: Saw a canal." || s[0].Record != "7" {
		t.Errorf("%+v", s)
	}
	spans := readAs(t, visits, "name,country,locale,remarks,date\n"+
		`Dee Example,Fiji,Suva,,"December 30, 2000–January 2, 2001"`+"\n"+`Dee Example,Guam,,,2001-05`+"\n", false)
	want = map[string]trip{
		"Dee Example visits Fiji": {"2000-12-30/2001-01-02", "", []string{"Fiji HOST", "Dee Example GUEST"}},
		"Dee Example visits Guam": {"2001-05", "", []string{"Guam HOST", "Dee Example GUEST"}},
	}
	if d := gocmp.Diff(want, trips(spans)); d != "" {
		t.Error(d)
	}
}

// With all the columns that COLT has, and what it says of organizations, of years, and of countries without an ISO
// code.
func TestVisits_coltWhole(t *testing.T) {
	const whole = `TripID,LeaderID,LeaderCountryOrIGO,LeaderCountryISO,LeaderRegion,LeaderRole,LeaderTitle,LeaderSurname,LeaderFullName,CountryVisited,CountryVisitedISO,RegionVisited,CityVisited,TripYear,TripStartDate,TripEndDate,TripDuration,MetHostHoGS,HostHOGSName,AttendedMultilatEvent,NameMultilatEvent,MetNonhostHOGS,NonhostHOGSNames,SignedAgreement,MetIGOLeader,IGOLeaderName,Notes,Confidence(1-5),SourceLink1
BRA-1,9,Brazil,BRA,Americas,HoG,President,Example,José Example,Kosovo,KSV,Europe,Pristina,2015,TBD,TBD,,Yes,Li Sample,Yes,A Summit,Yes,Ann One; Bob Two,No,Yes,Cee Three,,5,https://example.org/a
UN-1,10,United Nations,NA,,IGO,Secretary-General,Sample,Dee Sample,China,CHN,Asia,Beijing,2016,2016-07-06,2016-07-10,5,No,,No,A Summit,No,,No,No,,,5,
XO-1,11,Example Union,XO,,IGO,,,,China,CHN,Asia,Beijing,2016,2016-07-06,2016-07-10,5,No,,No,,No,,No,No,,,5,
`
	sniffed(t, visits, whole)
	got := readAs(t, visits, whole, false)
	want := map[string]trip{
		"José Example visits Kosovo": {
			"2015", "A multilateral event was attended: A Summit. Leaders of other countries were met: Ann One; Bob Two. Leaders of organizations were met: Cee Three.",
			[]string{"Li Sample HOST", "José Example GUEST", "Ann One PARTICIPANT", "Bob Two PARTICIPANT", "Cee Three PARTICIPANT"},
		},
		"Dee Sample visits China":    {"2016-07-06/2016-07-10", "", []string{"China HOST", "Dee Sample GUEST", "United Nations GUEST"}},
		"Example Union visits China": {"2016-07-06/2016-07-10", "", []string{"China HOST", "Example Union GUEST"}},
	}
	found := trips(got)
	slices.Sort(found["José Example visits Kosovo"].Said[2:])
	slices.Sort(found["Dee Sample visits China"].Said) // by their ids
	slices.Sort(want["Dee Sample visits China"].Said)
	if d := gocmp.Diff(want, found); d != "" || len(got.rejects) != 0 {
		t.Error(d, got.rejects)
	}
	presidents := "President,Country,City/Locale,Remarks,Dates of Travel\nDee Example,Panama,Colon,Saw a canal.,\"November 14–17, 2006\"\n"
	sniffed(t, visits, presidents)
	if e := readAs(t, visits, presidents, false).event(t, "Dee Example visits Panama"); e.Date.String() != "2006-11-14/2006-11-17" || e.Sources[0].Quote != "Colon: Saw a canal." {
		t.Errorf("%+v", e)
	}
}

func TestVisits_order(t *testing.T) {
	anyOrder(t, visits, coltSample, 1)
	anyOrder(t, visits, tripSample, 1)
}

// The columns of the US lists alone show whose travels they are. In any other list --country does, and the summary asks
// for it.
func TestVisits_home(t *testing.T) {
	for text, want := range map[string]string{
		tripSample: "country:USA",
		"id,role,who,name,start_date,end_date,country_id,country,locale,remarks\n1,secretary,example-dee,Dee Example,2001-01-11,2001-01-11,spain,Spain,Madrid,\n": "country:USA",
		"name,country,locale,remarks,date\nDee Example,Spain,Madrid,,2001\n":                                                                                      "",
		"name,country,locale,nationality,date\nDee Example,Spain,Madrid,Kenya,2001\n":                                                                             "country:KEN",
		"date,country,leader,text\n2001,Spain,Dee Example,Dee Example travelled to Spain\n":                                                                       "",
	} {
		got := readAs(t, visits, text, false)
		for _, o := range got.records.Officials {
			if o.Name == "Dee Example" && o.Country != want {
				t.Errorf("%s: %q, want %q", text, o.Country, want)
			}
		}
		if asked := slices.Contains(got.tells, "%d rows name no country of the traveller: say --country"); asked != (want == "") {
			t.Errorf("%s: it asks for --country: %t", text, asked)
		}
	}
}

func TestVisits_rejects(t *testing.T) {
	header := "TripID,LeaderFullName,LeaderCountryISO,CountryVisitedISO,CityVisited,TripStartDate,TripEndDate\n"
	for row, says := range map[string]string{
		"1,Ann,NZL,Brazill,,2019-01-01,":          `country: no country is known by the name "Brazill": did you mean BRA (Brazil)?`,
		"1,TBD,QQQ,BRA,,2019-01-01,":              `country: no country is known by the name "QQQ"`,
		"1,Ann,NZL,NA,,2019-01-02,2019-01-03":     "country: it is not known; of Namibia write NAM",
		"1,Ann,NZL,BRA,,TBD,":                     "start, end: neither the beginning nor the end is known",
		"1,Ann,NZL,BRA,,23/23/2019,":              "start: \"23/23/2019\" is no date such as",
		"1,Ann,NZL,BRA,,2019-01-02,2019-01-01":    "it ends before it begins",
		"1,Ann,NZL,BRA,,,soon":                    `end: "soon" is no date`,
		"1,TBD,,BRA,,2019-01-02,2019-01-03":       "leader: neither the leader nor the country is named",
		"1,Ann,NZL,TBD,,2019-01-02,2019-01-03":    "country: it is not known",
		"1,Ann,NZL,BRA,,2019-01-02,2019-01-03,ah": "row: it has 8 cells",
	} {
		got := readAs(t, visits, header+row+"\n", false)
		if !strings.Contains(got.rejects[2], says) || len(got.records.Events) != 0 {
			t.Errorf("%s: %q, want %q", row, got.rejects[2], says)
		}
	}
	got := readAs(t, visits, "date,country,leader,text\nsoon,Japan,A,b\n2012,Atlantis,A,\n2012,Japan,,b\n,Japan,A,b\n", false)
	for line, says := range map[int]string{2: "date: ", 3: "country: no country", 4: "leader: it is not known", 5: "date: neither"} {
		if !strings.Contains(got.rejects[line], says) {
			t.Errorf("line %d: %q, want %q", line, got.rejects[line], says)
		}
	}
	if _, err := tryReading(visits, "a,b\n1,2\n", false); err == nil || !strings.Contains(err.Error(), "the header has neither") {
		t.Error(err)
	}
}
