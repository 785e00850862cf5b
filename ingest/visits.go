package ingest

import (
	"cmp"
	"fmt"
	"strings"

	"demarche/graph"
)

// visits are tables of leaders' travels, by the names of their columns: COLT's, those with a row for each city, and
// lists of what leaders did each day.
var visits = Format{
	Name: "visits", About: "leaders' travels: COLT, tables of trips or of guests, XML of the US Office of the Historian, and lists of engagements",
	Sniff: func(h Head) bool {
		return visitsXML.Match(h.Bytes) || visitReader(layout(headerOf(h))) != nil
	},
	Read: func(in *Input, row func(*Row) error) error {
		if beginning, _ := in.Reader().Peek(headSize); visitsXML.Match(beginning) {
			return readVisitsXML(in, row)
		}
		t, err := readTable(in)
		if err != nil {
			return err
		}
		read := visitReader(t)
		if read == nil {
			return fmt.Errorf("%w: %s: the header has neither LeaderFullName, CountryVisitedISO and TripStartDate, nor name, country, locale and date_start, nor date, country, leader and text", graph.ErrBadInput, in.Name)
		}
		in.Home = cmp.Or(in.Home, t.home())
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

// usGuests is the layout of the same office's list of foreign leaders' visits to the United States.
var usGuests = []string{"id", "start date", "end date", "visitor", "from id", "from country", "description"}

// withoutLeader is the layout of a list of one person's journeys that does not name the person.
var withoutLeader = []string{"country code", "country", "from", "to", "type", "city"}

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
	homeColumns    = []string{"LeaderCountryISO", countryOrIGO, "leader country", "home country", "origin country", "from country", "from id", "nationality"}
	visitedColumns = []string{"CountryVisitedISO", "country visited", "destination country", "country", "country id"}
	cityColumns    = []string{"CityVisited", "destination city", "locale", "city", "city/locale", "cities", "location"}
	startColumns   = []string{"TripStartDate", "date start", "start date", "start", "arrival date", "arrival", "date", "date of travel", "from"}
	spanColumns    = []string{"dates", "dates of travel", "travel dates", "trip dates"}
	endColumns     = []string{"TripEndDate", "date end", "end date", "end", "departure date", "departure", "to"}
	remarkColumns  = []string{"remarks", "description", "trip objective", "notes"}
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
	case t.has(usGuests...), t.has(withoutLeader...) && t.width == len(withoutLeader):
		return readTrip
	case t.hasOne(leaderColumns) && t.hasOne(visitedColumns) && t.hasOne(cityColumns) && (t.hasOne(startColumns) || t.hasOne(spanColumns)) && !t.has("kind"):
		return readTrip
	}
	return nil
}
