package ingest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"demarche/graph"
	"demarche/graph/edtf"
)

// visits are tables of leaders' travels, by the names of their columns: COLT's, those with a row for each city, and
// lists of what leaders did each day.
var visits = Format{
	Name: "visits", About: "leaders' travels: COLT, tables of trips, and lists of engagements",
	Sniff: func(h Head) bool {
		names := headerOf(h)
		return visitReader(layout(names)) != nil
	},
	Read: func(in *Input, row func(*Row) error) error {
		t, err := readTable(in)
		if err != nil {
			return err
		}
		read := visitReader(t)
		if read == nil {
			return fmt.Errorf("%w: %s: the header has neither LeaderFullName, CountryVisitedISO and TripStartDate, nor name, country, locale and date_start, nor date, country, leader and text", graph.ErrBadInput, in.Name)
		}
		if in.Home == "" {
			in.Home = t.home()
		}
		return t.each(read, row)
	},
}

// usTravels are the layouts of the lists of US presidents' and secretaries' travels that the Office of the Historian
// of the US Department of State keeps: as others publish it row by row, as its own data have it, and as Ostrander and
// Rider coded it. No other list has these columns together.
var usTravels = [][]string{
	{"event id", "visit type", "name", "country", "locale", "remarks"},
	{"role", "who", "name", "country id", "country", "locale", "remarks"},
	{"president", "country", "COWCode", "locale", "dates", "AsElect", "HeadoGov"},
}

// home is the code of the travellers' own country, where the columns show it beyond doubt; empty otherwise.
func (t *table) home() string {
	for _, layout := range usTravels {
		if t.has(layout...) {
			return "USA"
		}
	}
	return ""
}

// headerOf is the header of a table with any separator.
func headerOf(h Head) []string {
	line := h.Lines()[0]
	names := strings.Split(line, string(cmp.Or(h.Separator, separatorOf(line))))
	for i, n := range names {
		names[i] = strings.Trim(n, "\" \ufeff")
	}
	return names
}

// The columns of trips, the first that is there.
var (
	leaderColumns  = []string{"LeaderFullName", "leader name", "name", "leader", "traveler", "traveller", "visitor", "president", "secretary", "prime minister", "minister"}
	homeColumns    = []string{"LeaderCountryISO", countryOrIGO, "leader country", "home country", "origin country", "from country", "nationality"}
	visitedColumns = []string{"CountryVisitedISO", "country visited", "destination country", "country"}
	cityColumns    = []string{"CityVisited", "locale", "city", "city/locale", "cities", "location"}
	startColumns   = []string{"TripStartDate", "date start", "start date", "start", "arrival date", "arrival", "dates", "date", "dates of travel", "date of travel", "travel dates", "trip dates"}
	endColumns     = []string{"TripEndDate", "date end", "end date", "end", "departure date", "departure"}
)

// recordColumns hold the id that a file gives a row.
var recordColumns = []string{"TripID", "event id", "visit id", "record id", "id"}

// countryOrIGO names the country of a leader or the intergovernmental organization that they lead.
const countryOrIGO = "LeaderCountryOrIGO"

// visitReader is what reads the rows of a table with these columns; nil if it is none of visits.
func visitReader(t *table) func(cells) {
	switch {
	case t.has("LeaderFullName", "CountryVisitedISO", "TripStartDate"):
		return readTrip
	case t.has("date", "country", "leader", "text"):
		return readEngagement
	case t.any(leaderColumns) && t.any(visitedColumns) && t.any(cityColumns) && t.any(startColumns) && !t.has("kind"):
		return readTrip
	}
	return nil
}

func (t *table) any(names []string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return t.has(n) })
}

// readTrip reads a row of a trip. Rows of one leader, country and time are one event, be they one for each city.
func readTrip(c cells) {
	date := c.tripDate()
	visited, name := c.countryNamed(visitedColumns)
	guest, who := c.guest()
	if c.bad != nil {
		return
	}
	e := graph.Event{
		ID:   "event:visit-" + graph.Hash(guest, visited, date.String()),
		Kind: graph.Visit, Title: who + " visits " + name, Date: date, Summary: c.tripSummary(), Sources: c.tripSources(),
		Participants: []graph.Participation{{Actor: guest, Roles: []graph.Role{graph.Guest}}},
	}
	if organization, _ := c.guestOrganization(); organization != "" && organization != guest {
		e.Participants = append(e.Participants, graph.Participation{Actor: organization, Roles: []graph.Role{graph.Guest}})
	}
	if city, _, _ := strings.Cut(c.known(cityColumns...), ";"); Text(city) != "" {
		e.Place = c.Place(city, visited)
	}
	hosts := c.hosts(visited)
	if len(hosts) == 0 {
		hosts = []string{visited}
	}
	for _, host := range hosts {
		e.Participants = append(e.Participants, graph.Participation{Actor: host, Roles: []graph.Role{graph.Host}})
	}
	c.Merge(e.ID, graph.Batch{Events: []graph.Event{e.Merged(e)}}) // with itself: each actor once, in order
}

// known is a cell that says something: not "TBD".
func (c cells) known(names ...string) string {
	if text := c.cell(names...); !isUnknown(Text(text)) {
		return text
	}
	return ""
}

// tripDate is the time of a trip. An end of it that cannot be read is left out; a row of which no time is known is
// rejected.
func (c cells) tripDate() edtf.Date {
	from, inStart := c.find(startColumns...)
	to, inEnd := c.find(endColumns...)
	start, errStart := c.in.date(inStart, from)
	end, errEnd := c.in.date(inEnd, to)
	if errStart != nil {
		c.Leave("start", from, errStart.Error())
	}
	if errEnd != nil {
		c.Leave("end", to, errEnd.Error())
	}
	if end.IsZero() && !start.IsZero() && !c.table.any(endColumns) {
		return start
	}
	date, err := lasting(start, end)
	if year := c.known("TripYear", "year"); errors.Is(err, errNoDate) && yearly.MatchString(year) {
		date, err = edtf.Parse(year)
	}
	if err != nil {
		c.rejectLeft()
		c.Reject("start, end", c.cell(startColumns...)+", "+c.cell(endColumns...), err.Error())
	}
	return date
}

// countryNamed is the id and the name of the country that the first of some columns names that names one. A row without
// one is rejected.
func (c cells) countryNamed(columns []string) (id, name string) {
	id, name, unknown := c.countryAmong(columns)
	switch {
	case id != "":
	case unknown.text == "":
		c.Reject("country", c.cell(columns...), "it is not known; of Namibia write NAM, since NA stands for what is missing")
	default:
		c.Reject("country", unknown.text, graph.UnknownCountry(unknown.text))
	}
	return id, name
}

// countryAmong is countryNamed, but rejects nothing: where no column names a country it returns the first that says
// something.
func (c cells) countryAmong(columns []string) (id, name string, unknown field) {
	for _, column := range columns {
		text := c.known(column)
		if code, ok := graph.CountryNamed(text); ok && text != "" {
			return c.Country(code), countryName(code), field{}
		}
		if text != "" && unknown.text == "" {
			unknown = field{column, text}
		}
	}
	return "", "", unknown
}

// guest returns the traveller: the leader, or the country or organization if no leader is known.
func (c cells) guest() (id, name string) {
	leader, home := Text(c.known(leaderColumns...)), ""
	switch organization, called := c.guestOrganization(); {
	case organization != "" && leader == "":
		return organization, called
	case organization == "" && leader == "" && c.known(homeColumns...) != "":
		home, name = c.countryNamed(homeColumns)
	case organization == "":
		var unknown field
		if home, name, unknown = c.countryAmong(homeColumns); unknown.text != "" {
			c.Leave(unknown.name, unknown.text, graph.UnknownCountry(unknown.text))
		} else if home == "" {
			home, name = c.defaultHome()
		}
	}
	if leader == "" {
		if home == "" {
			c.Reject("leader", c.cell(leaderColumns...), "neither the leader nor the country is named")
		}
		return home, name
	}
	return c.Official(leader, home), leader
}

// defaultHome is the id and the name of the travellers' own country, in a file or a row that does not name it.
func (c cells) defaultHome() (id, name string) {
	if c.in.Home == "" {
		c.Tell("%d rows name no country of the traveller: say --country")
		return "", ""
	}
	return c.Country(c.in.Home), countryName(c.in.Home)
}

// home is the code of the leader's country, which is that of a column or else the file's; empty if it is not known.
func (c cells) home() string {
	for _, column := range homeColumns {
		if code, ok := graph.CountryNamed(c.known(column)); ok && c.known(column) != "" {
			return code
		}
	}
	return c.in.Home
}

// guestOrganization is the intergovernmental organization that the traveller leads; empty where it is a country.
func (c cells) guestOrganization() (id, name string) {
	name = Text(c.known(countryOrIGO))
	for _, column := range homeColumns {
		if _, ok := graph.CountryNamed(c.known(column)); ok {
			return "", ""
		}
	}
	if name == "" {
		return "", ""
	}
	kind := "INTERGOVERNMENTAL"
	if known, ok := organizationTable().byName[graph.FoldedName(name)]; ok {
		name, kind = known.name, known.kind
	}
	return c.Organization(name, kind, ""), name
}

// hosts returns the heads of government or state that the leader met.
func (c cells) hosts(country string) (out []string) {
	if met, ok := c.yesOrNo("MetHostHoGS"); ok && !met {
		return nil
	}
	for name := range strings.SplitSeq(c.known("HostHOGSName"), ";") {
		if name = Text(name); !isUnknown(name) {
			out = append(out, c.Official(name, country))
		}
	}
	return out
}

// yesOrNo reports what a cell says; ok is false where it is empty, or says neither, which is reported.
func (c cells) yesOrNo(name string) (yes, ok bool) {
	text := c.known(name)
	switch strings.ToLower(text) {
	case "":
		return false, false
	case "1", "1.0", "y", "yes", "true":
		return true, true
	case "0", "0.0", "n", "no", "false":
		return false, true
	}
	c.Leave(name, text, "it is neither yes nor no")
	return false, false
}

func (c cells) tripSummary() string {
	var said []string
	if attended, _ := c.yesOrNo("AttendedMultilatEvent"); attended {
		line := "A multilateral event was attended"
		if name := Text(c.known("NameMultilatEvent")); name != "" {
			line += ": " + name
		}
		said = append(said, line+".")
	}
	if signed, _ := c.yesOrNo("SignedAgreement"); signed {
		said = append(said, "An agreement was signed.")
	}
	for _, met := range [][2]string{{"NonhostHOGSNames", "Leaders of other countries were met: "}, {"IGOLeaderName", "Leaders of organizations were met: "}} {
		if names := Text(c.known(met[0])); names != "" {
			said = append(said, met[1]+names+".")
		}
	}
	return strings.Join(said, " ")
}

// tripSources are the file, with the city and the remarks as its words, and what it links to.
func (c cells) tripSources() []graph.Citation {
	cited := c.CiteRow(c.known(recordColumns...))
	cited[0].Quote = Text(c.known(cityColumns...))
	if remarks := Text(c.known("remarks")); remarks != "" {
		cited[0].Quote = strings.TrimPrefix(cited[0].Quote+": "+remarks, ": ")
	}
	names := []string{"SourceLink"}
	for i := range 9 {
		names = append(names, "SourceLink"+strconv.Itoa(i+1))
	}
	for _, name := range names {
		if address := c.known(name); address != "" {
			cited = append(cited, c.Source(address))
		}
	}
	return cited
}
