package ingest

import (
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

const (
	guestTable = `id,start_date,end_date,visitor,from_id,from_country,description
7,2001-02-03,2001-02-04,President Ann Example and Prime Minister Bo Sample,fiji,Fiji,"State visit."
8,2001-03-01,2001-03-01,King Example,japan,Japan,
`
	guestXML = `<?xml version="1.0" encoding="UTF-8"?>
<visits>
    <visit>
        <id>7</id>
        <start-date>2001-02-03</start-date>
        <end-date>2001-02-04</end-date>
        <visitor>President Ann Example and Prime Minister
            Bo Sample</visitor>
        <from id="fiji">Fiji</from>
        <description>State
            visit.<note>in <b>May</b></note></description>
        <created-by>nobody</created-by>
    </visit>
    <visit><id>8</id><start-date>2001-03-01</start-date><end-date>2001-03-01</end-date><visitor>King Example</visitor><from id="japan">Japan</from><description/></visit>
    <visit><id>9</id><start-date>soon</start-date><visitor>Cy Sample</visitor><from>Kenya</from></visit>
</visits>
`
	travelXML = `<trips><trip role="secretary" who="example-dee"><id>5</id><role>secretary</role><name>Dee Example</name>
<start-date>2005-02-04</start-date><end-date>2005-02-05</end-date><country id="spain">Spain</country><locale>Madrid</locale><remarks>Met people.</remarks></trip></trips>`
)

// The list of guests is the same as a table and as XML, with another number of rows: the one without a date is rejected.
func TestVisits_guests(t *testing.T) {
	want := map[string]trip{
		"Ann Example and Bo Sample visit United States": {"2001-02-03/2001-02-04", "", []string{"United States HOST", "Ann Example GUEST", "Bo Sample GUEST"}},
		"King Example visits United States":             {"2001-03-01", "", []string{"United States HOST", "King Example GUEST"}},
	}
	for _, text := range []string{guestTable, guestXML} {
		sniffed(t, visits, text)
		got := readAs(t, visits, text, false)
		found := trips(got)
		for _, trip := range found {
			sortTail(trip.Said, 1)
		}
		if d := gocmp.Diff(want, found); d != "" {
			t.Error(d)
		}
		e := got.event(t, "Ann Example and Bo Sample visit United States")
		if c := e.Sources[0]; c.Record != "7" || !strings.HasPrefix(c.Quote, "State visit.") {
			t.Errorf("%+v", c)
		}
		for _, o := range got.records.Officials {
			if o.Name == "Bo Sample" && o.Country != "country:FJI" || o.Name == "King Example" && o.Country != "country:JPN" {
				t.Errorf("%+v", o)
			}
		}
	}
	got := readAs(t, visits, guestXML, false)
	if got.rows != 3 || !strings.Contains(got.rejects[15], "soon") {
		t.Errorf("%d rows, %v", got.rows, got.rejects)
	}
	for name, text := range map[string]string{
		"cut short": guestXML[:400], "no XML": strings.Replace(guestXML, "</visit>", "</visitor>", 1),
	} {
		if _, err := tryReading(visits, text, false); err == nil || !strings.Contains(err.Error(), "line ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestVisits_travelXML(t *testing.T) {
	sniffed(t, visits, travelXML)
	got := readAs(t, visits, travelXML, false)
	e := got.event(t, "Dee Example visits Spain")
	if c := e.Sources[0]; c.Record != "5" || c.Quote != "Madrid: Met people." || e.Date.String() != "2005-02-04/2005-02-05" || e.Place == "" {
		t.Errorf("%+v", e)
	}
	if o := got.records.Officials; len(o) != 1 || o[0].Country != "country:USA" {
		t.Errorf("%+v", o)
	}
}

// A trip that was cancelled and a stay at home are no visits.
func TestVisits_presidents(t *testing.T) {
	const list = `Journey_ID,Trip_ID,President,Origin_Country,Trip_Status,Start_Date,End_Date,Destination_Country,Destination_City,Counterpart_Event,Trip_Objective,Source_Verification
J1,1,Ann Example,Fiji,Completed,2001-02-03,2001-02-04,Chile,Santiago,A Summit,Talks,https://example.org/a
J1,2,Ann Example,Fiji,Canceled,2001-02-05,2001-02-06,Peru,Lima,NA,,
J2,3,Ann Example,Fiji,Completed,2001-03-05,2001-03-06,Fiji,Nadi,NA,,Search Query: Example in Nadi
`
	sniffed(t, visits, list)
	got := readAs(t, visits, list, false)
	want := map[string]trip{"Ann Example visits Chile": {"2001-02-03/2001-02-04", "Occasion: A Summit.", []string{"Chile HOST", "Ann Example GUEST"}}}
	if d := gocmp.Diff(want, trips(got)); d != "" {
		t.Error(d)
	}
	if s := got.event(t, "Ann Example visits Chile").Sources; len(s) != 2 || s[0].Record != "1" || s[0].Quote != "Santiago: Talks" {
		t.Errorf("%+v", s)
	}
	if !strings.Contains(got.rejects[3], "did not take place") || !strings.Contains(got.rejects[4], "own country") {
		t.Error(got.rejects)
	}
}

// The span of a column of dates counts before the first day in another.
func TestVisits_spans(t *testing.T) {
	const list = "President,Country,COWCode,Locale,Description,Dates,StartDate,AsElect,HeadoGov\nExample,Panama,95,Colon,Saw a canal.,\"November 14–17, 1906\",1906-11-13,0,0\n"
	sniffed(t, visits, list)
	e := readAs(t, visits, list, false).event(t, "Example visits Panama")
	if e.Date.String() != "1906-11-14/1906-11-17" || e.Sources[0].Record != "1" || e.Sources[0].Quote != "Colon: Saw a canal." {
		t.Errorf("%+v", e)
	}
}

const tourTable = "country_code,country,from,to,type,city\nBT,Bhutan,15/06/2014,16/06/2014,sv,Paro; Thimphu\n"

// A list of one person's journeys that does not name the person is read if an option does.
func TestVisits_traveller(t *testing.T) {
	sniffed(t, visits, tourTable)
	if got := readAs(t, visits, tourTable, false); !strings.Contains(got.rejects[2], "--traveller") {
		t.Error(got.rejects)
	}
}

// Offices stand before names; the country of a leader who was met elsewhere is that which other rows give the name.
func TestVisits_coltPeople(t *testing.T) {
	const list = `TripID,LeaderFullName,LeaderCountryISO,CountryVisitedISO,TripStartDate,TripEndDate,CotravelHOGS,MetHostHoGS,HostHOGSName,SubHOGSmetHostSubHOGS,HostSubHOGSName,NonhostHOGSNames,MetIGOLeader,IGOLeaderName,PublicAddress
1,Ann Example,FJI,CHL,2001-02-03,2001-02-04,,Yes,President Bo Sample,Yes,Foreign Minister Ef Sample,,No,,Yes
2,Ann Example,FJI,PER,2001-03-03,2001-03-04,Prime Minister Gee Sample,No,President Cy Sample,No,,President Bo Sample;King Example,Yes,United Nations (UN) Secretary-General Dee Sample;Some Bank (SB) President,No
`
	got := readAs(t, visits, list, false)
	want := map[string]trip{
		"Ann Example visits Chile": {"2001-02-03/2001-02-04", "A public address was given.", []string{"Bo Sample HOST", "Ef Sample HOST", "Ann Example GUEST"}},
		"Ann Example visits Peru": {
			"2001-03-03/2001-03-04",
			"Leaders of other countries were met: President Bo Sample;King Example. Leaders of organizations were met: United Nations (UN) Secretary-General Dee Sample;Some Bank (SB) President.",
			[]string{"Peru HOST", "Ann Example GUEST", "Gee Sample COMPANION", "Bo Sample PARTICIPANT", "Dee Sample PARTICIPANT", "King Example PARTICIPANT"},
		},
	}
	found := trips(got)
	sortTail(found["Ann Example visits Peru"].Said, 3)
	sortHead(found["Ann Example visits Chile"].Said, 2)
	if d := gocmp.Diff(want, found); d != "" {
		t.Error(d)
	}
	for _, o := range got.records.Officials {
		if o.Name == "Bo Sample" && o.Country != "country:CHL" || o.Name == "King Example" && o.Country != "" {
			t.Errorf("%+v", o)
		}
	}
}

// A host that most other rows give another country took part as a guest, even if its row is repeated.
func TestVisits_coltHosts(t *testing.T) {
	const row = "4,Ann Example,FJI,PER,2001-05-03,2001-05-04,Yes,President Bo Sample\n"
	const list = `TripID,LeaderFullName,LeaderCountryISO,CountryVisitedISO,TripStartDate,TripEndDate,MetHostHoGS,HostHOGSName
1,Ann Example,FJI,CHL,2001-02-03,2001-02-04,Yes,President Bo Sample
2,Ann Example,FJI,CHL,2001-03-03,2001-03-04,Yes,President Bo Sample
`
	anyOrder(t, visits, list+row, 1)
	for name, tt := range map[string]struct {
		text string
		want []string
	}{
		"two of three":  {list + row, []string{"Bo Sample HOST", "Ann Example GUEST"}},
		"three of four": {list + "3,Ann Example,FJI,CHL,2001-04-03,2001-04-04,Yes,President Bo Sample\n" + row + row, []string{"Peru HOST", "Ann Example GUEST", "Bo Sample PARTICIPANT"}},
	} {
		if d := gocmp.Diff(tt.want, trips(readAs(t, visits, tt.text, false))["Ann Example visits Peru"].Said); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}
