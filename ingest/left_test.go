package ingest

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"demarche/graph"
)

// What becomes of a row where a column holds a value that cannot be read.
const (
	left   = "left"   // the value is left out and reported, and the rest of the row is kept
	needed = "needed" // the row is rejected: without the value it makes no sense
	anyOf  = "any"    // any text can be read there, or the column is not read
)

// A columnCase is a column of a sample, a value that can be read, and what becomes of one that cannot.
type columnCase struct {
	name, value, fate string
	field             string // what reports call the column; empty: its name
	apart             bool   // the row is not as it is where the column is empty
}

// columnCases are samples of every format and shape, with all columns that the format reads. A new column is added
// here.
var columnCases = map[string]struct {
	format  Format
	text    func(columns []columnCase) string
	columns []columnCase
}{
	"events": {events, tableOf(","), append(eventTextCases(), []columnCase{
		{name: "id", value: "event:x", fate: needed},
		{name: "kind", value: "MEETING", fate: needed},
		{name: "title", value: "Talks", fate: anyOf},
		{name: "date", value: "2001-02-03", fate: needed},
		{name: "part_of", value: "", fate: needed},
		{name: "participants", value: "GUEST Kim Il (PRK)", fate: needed},
		{name: "place", value: "Beijing", fate: anyOf},
		{name: "place_country", value: "CHN", fate: left},
		{name: "about", value: "country:PRK", fate: needed},
		{name: "sources", value: "https://example.org/a", fate: left},
		{name: "quote", value: "Words", fate: anyOf},
	}...)},
	"gdelt": {gdelt, tableOf("\t"), []columnCase{
		{name: "GLOBALEVENTID", value: "1", fate: needed},
		{name: "SQLDATE", value: "20250904", fate: needed},
		{name: "EventCode", value: "042", fate: needed},
		{name: "Actor1Code", value: "CHN", fate: anyOf},
		{name: "Actor1CountryCode", value: "CHN", fate: anyOf}, // not all actors take part
		{name: "Actor1KnownGroupCode", value: "", fate: anyOf},
		{name: "Actor1Type1Code", value: "GOV", fate: anyOf},
		{name: "Actor2Code", value: "PRK", fate: anyOf},
		{name: "Actor2CountryCode", value: "PRK", fate: anyOf},
		{name: "NumMentions", value: "3", fate: left},
		{name: "ActionGeo_FullName", value: "Beijing", fate: anyOf},
		{name: "ActionGeo_CountryCode", value: "CH", fate: left, apart: true}, // a part of the place's id
		{name: "ActionGeo_Lat", value: "39.9", fate: left},
		{name: "ActionGeo_Long", value: "116.4", fate: left},
		{name: "SOURCEURL", value: "https://example.org/a", fate: anyOf},
	}},
	"quadruples": {quadruples, tableOf("\t"), []columnCase{
		{name: "subject", value: "Kim Il", fate: anyOf},
		{name: "relation", value: "Make a visit", fate: needed},
		{name: "object", value: "China", fate: anyOf},
		{name: "date", value: "2001-02-03", fate: needed},
		{name: "end", value: "2001-02-05", fate: left},
	}},
	"icews": {quadruples, tableOf("\t"), []columnCase{
		{name: "Event ID", value: "1", fate: anyOf},
		{name: "Event Date", value: "2018-06-01", fate: needed, field: "date"},
		{name: "Source Name", value: "Kim Il", fate: anyOf},
		{name: "Source Sectors", value: "Government", fate: anyOf},
		{name: "Source Country", value: "North Korea", fate: left, field: "subject country"},
		{name: "Event Text", value: "Make a visit", fate: anyOf}, // CAMEO Code says it too
		{name: "CAMEO Code", value: "042", fate: anyOf},          // and so does Event Text
		{name: "Intensity", value: "1.0", fate: anyOf},
		{name: "Target Name", value: "Ann Able", fate: anyOf},
		{name: "Target Sectors", value: "", fate: anyOf},
		{name: "Target Country", value: "China", fate: left, field: "object country"},
		{name: "Story ID", value: "123", fate: anyOf},
		{name: "Sentence Number", value: "2", fate: anyOf},
		{name: "Publisher", value: "Xinhua", fate: anyOf},
		{name: "City", value: "Beijing", fate: anyOf},
		{name: "District", value: "", fate: anyOf},
		{name: "Province", value: "", fate: anyOf},
		{name: "Country", value: "China", fate: left, field: "country", apart: true}, // a part of the place's id
		{name: "Latitude", value: "39.9", fate: left, field: "latitude"},
		{name: "Longitude", value: "116.4", fate: left, field: "longitude"},
	}},
	"leaders": {leaders, tableOf(","), []columnCase{
		{name: "country", value: "China", fate: needed},
		{name: "office", value: "Premier", fate: anyOf},
		{name: "name", value: "Kim Il", fate: anyOf},
		{name: "start", value: "2001", fate: left},
		{name: "end", value: "2002", fate: left},
		{name: "status", value: "", fate: anyOf},
	}},
	"archigos": {leaders, tableOf(","), []columnCase{
		{name: "obsid", value: "CHN-1", fate: anyOf},
		{name: "statename", value: "China", fate: needed},
		{name: "leadid", value: "x1", fate: anyOf},
		{name: "leader", value: "Il", fate: anyOf},
		{name: "yrborn", value: "1912", fate: left},
		{name: "startdate", value: "2001-02-03", fate: left},
		{name: "enddate", value: "2002-02-03", fate: left},
		{name: "exit", value: "Regular", fate: anyOf},
	}},
	"heads": {leaders, tableOf(","), []columnCase{
		{name: "Country", value: "China", fate: needed},
		{name: "HoG Title", value: "Premier", fate: anyOf},
		{name: "Head of Government", value: "Kim Il", fate: anyOf},
		{name: "HoG Since", value: "2001", fate: left, field: "HoG since", apart: true}, // without it there is no tenure
		{name: "HoS Title", value: "President", fate: anyOf},
		{name: "Head of State", value: "Bo", fate: anyOf},
		{name: "HoS Since", value: "2002", fate: left, field: "HoS since", apart: true},
	}},
	"debate": {leaders, tableOf(","), []columnCase{
		{name: "Year", value: "2012", fate: needed},
		{name: "Session", value: "67", fate: anyOf},
		{name: "Country", value: "China", fate: left, field: "country", apart: true}, // a part of the event's id
		{name: "Name of Person Speaking", value: "Kim Il", fate: anyOf},
		{name: "Post", value: "President", fate: anyOf},
	}},
	"colt": {visits, tableOf(","), []columnCase{
		{name: "TripID", value: "1", fate: anyOf},
		{name: "LeaderFullName", value: "Ann Able", fate: anyOf},
		{name: "LeaderCountryISO", value: "NZL", fate: left},
		{name: "CountryVisitedISO", value: "BRA", fate: needed},
		{name: "CityVisited", value: "Rio", fate: anyOf},
		{name: "TripStartDate", value: "2019-01-02", fate: left, field: "start"},
		{name: "TripEndDate", value: "2019-01-03", fate: left, field: "end"},
		{name: "TripYear", value: "2019", fate: anyOf}, // which the dates say
		{name: "MetHostHoGS", value: "yes", fate: left},
		{name: "HostHOGSName", value: "Bo Baker", fate: anyOf},
		{name: "AttendedMultilatEvent", value: "yes", fate: left},
		{name: "NameMultilatEvent", value: "A summit", fate: anyOf},
		{name: "NonhostHOGSNames", value: "Cy Cook", fate: anyOf},
		{name: "IGOLeaderName", value: "Di Dyer", fate: anyOf},
		{name: "SignedAgreement", value: "no", fate: left},
		{name: "PublicAddress", value: "no", fate: left},
		{name: "CulturalSiteOrCeremony", value: "no", fate: left},
		{name: "BusinessLeaderOrForum", value: "no", fate: left},
		{name: "MetNonhostHOGS", value: "yes", fate: left},
		{name: "MetIGOLeader", value: "yes", fate: left},
		{name: "SubHOGSmetHostSubHOGS", value: "yes", fate: left},
		{name: "HostSubHOGSName", value: "Ed Eaton", fate: anyOf},
		{name: "CotravelHOGS", value: "Fi Foot", fate: anyOf},
		{name: "SourceLink", value: "https://example.org/a", fate: anyOf},
	}},
	"trips": {visits, tableOf(","), []columnCase{
		{name: "name", value: "Ann Able", fate: anyOf},
		{name: "country", value: "Brazil", fate: needed},
		{name: "locale", value: "Rio", fate: anyOf},
		{name: "date_start", value: "2019-01-02", fate: left, field: "start"},
		{name: "date_end", value: "2019-01-03", fate: left, field: "end"},
		{name: "nationality", value: "NZL", fate: left},
		{name: "remarks", value: "Words", fate: anyOf},
		{name: "event_id", value: "1", fate: anyOf},
	}},
	"trips of one date": {visits, tableOf(","), []columnCase{
		{name: "name", value: "Ann Able", fate: anyOf},
		{name: "country", value: "Brazil", fate: needed},
		{name: "locale", value: "Rio", fate: anyOf},
		{name: "dates", value: "2019-01-02", fate: needed},
	}},
	"engagements": {visits, tableOf(","), []columnCase{
		{name: "date", value: "2019-01-02", fate: needed},
		{name: "country", value: "Brazil", fate: left},
		{name: "leader", value: "Ann Able", fate: anyOf},
		{name: "text", value: "met somebody", fate: anyOf},
	}},
	"comtrade": {comtrade, tableOf(","), []columnCase{
		{name: "typeCode", value: "C", fate: anyOf}, // S alone is another kind of trade
		{name: "freqCode", value: "A", fate: left},
		{name: "period", value: "2021", fate: needed},
		{name: "refYear", value: "2021", fate: anyOf}, // which the period says
		{name: "refMonth", value: "52", fate: anyOf},
		{name: "reporterCode", value: "156", fate: anyOf}, // a side has a number, a code and a name
		{name: "reporterISO", value: "CHN", fate: anyOf},
		{name: "reporterDesc", value: "China", fate: anyOf},
		{name: "partnerCode", value: "408", fate: anyOf},
		{name: "partnerISO", value: "PRK", fate: anyOf},
		{name: "partnerDesc", value: "North Korea", fate: anyOf},
		{name: "flowCode", value: "X", fate: needed},
		{name: "classificationCode", value: "H6", fate: needed},
		{name: "cmdCode", value: "1006", fate: needed},
		{name: "cmdDesc", value: "Rice", fate: anyOf},
		{name: "customsCode", value: "C00", fate: needed},
		{name: "motCode", value: "0", fate: needed},
		{name: "partner2Code", value: "0", fate: needed},
		{name: "qtyUnitAbbr", value: "u", fate: anyOf},
		{name: "qty", value: "5", fate: left},
		{name: "netWgt", value: "7", fate: anyOf}, // of which qty takes the place
		{name: "fobvalue", value: "10", fate: left},
		{name: "cifvalue", value: "11", fate: left},
		{name: "primaryValue", value: "10", fate: left},
		{name: "isReported", value: "false", fate: left},
		{name: "isAggregate", value: "true", fate: left},
	}},
	"comtrade, an excerpt": {comtrade, tableOf(","), []columnCase{
		{name: "refYear", value: "2021", fate: needed, field: "period"},
		{name: "refMonth", value: "2", fate: needed},
		{name: "reporterISO", value: "CHN", fate: needed, field: "reporter"},
		{name: "partnerISO", value: "PRK", fate: needed, field: "partner"},
		{name: "flowCode", value: "X", fate: needed, field: "flow"},
		{name: "cmdCode", value: "TOTAL", fate: needed},
		{name: "classificationCode", value: "H6", fate: anyOf}, // of the total there is one
		{name: "netWgt", value: "7", fate: left},
		{name: "primaryValue", value: "10", fate: needed},
	}},
	"officeholders": {officeholders, tableOf(","), []columnCase{
		{name: "item", value: "Q100001", fate: needed, field: "person"},
		{name: "itemLabel", value: "Ann Able", fate: anyOf},
		{name: "position", value: "Q200001", fate: anyOf}, // positionLabel names it too
		{name: "positionLabel", value: "Minister", fate: anyOf},
		{name: "start", value: "2019-04-01", fate: left},
		{name: "startPrecision", value: "11", fate: left, apart: true}, // a date of a precision that is not known is none
		{name: "end", value: "2020", fate: left},
		{name: "dob", value: "1950", fate: left},
		{name: "dod", value: "2021", fate: left},
	}},
	"wikidata": {officeholders, wikidataEntityOf, []columnCase{
		{name: "P1559", value: "Ann", fate: anyOf},
		{name: "P569", value: "+1950-01-02T00:00:00Z", fate: left},
		{name: "P570", value: "+2020-01-02T00:00:00Z", fate: left},
		{name: "P580", value: "+2001-01-02T00:00:00Z", fate: left},
		{name: "P582", value: "+2003-01-02T00:00:00Z", fate: left},
	}},
	"popolo": {popolo, popoloOf("persons"), []columnCase{
		{name: "id", value: "p1", fate: anyOf},
		{name: "name", value: "Ann Able", fate: anyOf},
		{name: "birth_date", value: "1950", fate: left},
		{name: "death_date", value: "2020", fate: left},
	}},
	"popolo, memberships": {popolo, popoloOf("memberships"), []columnCase{
		{name: "person_id", value: "p", fate: needed},
		{name: "organization_id", value: "o", fate: needed},
		{name: "legislative_period_id", value: "", fate: anyOf}, // where dates say it
		{name: "role", value: "member", fate: anyOf},
		{name: "area_id", value: "a", fate: anyOf},
		{name: "start_date", value: "2001", fate: left},
		{name: "end_date", value: "2003", fate: left},
	}},
	"popolo, memberships of a period": {popolo, popoloOf("memberships"), []columnCase{
		{name: "person_id", value: "p", fate: needed},
		{name: "organization_id", value: "o", fate: needed},
		{name: "legislative_period_id", value: "e", fate: left},
		{name: "start_date", value: "2001", fate: left, apart: true}, // an empty one is the period's
	}},
	"ftm, people": {ftm, ftmOf("Person"), []columnCase{
		{name: "name", value: "Ann Able", fate: anyOf},
		{name: "alias", value: "Annie", fate: anyOf},
		{name: "wikidataId", value: "Q100001", fate: left},
		{name: "birthDate", value: "1950", fate: left},
		{name: "deathDate", value: "2020", fate: left},
		{name: "nationality", value: "kp", fate: left},
		{name: "sourceUrl", value: "https://example.org/a", fate: anyOf},
	}},
	"ftm, citizens": {ftm, ftmOf("Person"), []columnCase{
		{name: "name", value: "Ann Able", fate: anyOf}, {name: "citizenship", value: "kp", fate: left},
	}},
	"ftm, organizations": {ftm, ftmOf("Organization"), []columnCase{
		{name: "name", value: "A Council", fate: anyOf},
		{name: "topics", value: "gov", fate: anyOf},
		{name: "wikidataId", value: "Q100002", fate: left},
		{name: "jurisdiction", value: "kp", fate: left},
	}},
	"ftm, positions": {ftm, ftmOf("Position"), []columnCase{
		{name: "name", value: "Minister", fate: anyOf}, {name: "wikidataId", value: "Q100003", fate: left},
	}},
	"ftm, occupancies": {ftm, ftmOf("Occupancy"), []columnCase{
		{name: "holder", value: "p", fate: needed},
		{name: "post", value: "x", fate: needed},
		{name: "status", value: "ended", fate: anyOf},
		{name: "startDate", value: "2001", fate: left},
		{name: "endDate", value: "2003", fate: left},
	}},
	"ftm, sanctions": {ftm, ftmOf("Sanction"), []columnCase{
		{name: "entity", value: "p", fate: needed},
		{name: "authority", value: "A Council", fate: anyOf},
		{name: "country", value: "kp", fate: left},
		{name: "startDate", value: "2001", fate: left},
		{name: "listingDate", value: "2001", fate: anyOf}, // where startDate is another
		{name: "program", value: "A Program", fate: anyOf},
	}},
	"ftm, events": {ftm, ftmOf("Event"), []columnCase{
		{name: "name", value: "A summit", fate: anyOf},
		{name: "involved", value: "p", fate: needed},
		{name: "startDate", value: "2001-02-03", fate: left},
		{name: "endDate", value: "2001-02-05", fate: left},
		{name: "location", value: "A hall", fate: anyOf},
		{name: "country", value: "kp", fate: left},
	}},
	"ftm, addresses": {ftm, ftmOf("Address"), []columnCase{
		{name: "full", value: "1 A Street", fate: anyOf},
		{name: "country", value: "kp", fate: left},
		{name: "latitude", value: "39.9", fate: left},
		{name: "longitude", value: "125.7", fate: left},
	}},
}

// eventTextCases returns the columns of graph.EventTexts.
func eventTextCases() (out []columnCase) {
	for _, t := range graph.EventTexts {
		c := columnCase{name: t.Name, value: t.Sample, fate: anyOf}
		if t.Code != nil {
			c.fate = left
		}
		out = append(out, c)
	}
	return out
}

// A value that cannot be read is left out and reported, in every column of every format that a row does without. The
// row is kept as it is where the column is empty.
func TestFormats_leave(t *testing.T) {
	const unreadable = "gibberish (1) or so"
	for name, tt := range columnCases {
		for at, c := range tt.columns {
			t.Run(name+"/"+c.name, func(t *testing.T) {
				with := func(value string) reading {
					columns := slices.Clone(tt.columns)
					columns[at].value = value
					got, err := tryReading(tt.format, tt.text(columns), false)
					if err != nil {
						t.Fatal(err)
					}
					return got
				}
				if whole := with(c.value); len(whole.rejects) > 0 || len(whole.left) > 0 {
					t.Fatalf("the sample: rejected %v, left out %v", whole.rejects, whole.left)
				}
				got := with(unreadable)
				rejected := len(got.rejects) > 0 || len(got.records.CheckWhole()) > 0
				if rejected != (c.fate == needed) {
					t.Errorf("rejected: %v %v", got.rejects, got.records.CheckWhole())
				}
				if c.fate == anyOf && len(got.left) > 0 {
					t.Errorf("left out: %v", got.left)
				}
				if c.fate != left {
					return
				}
				if c.field == "" {
					c.field = c.name
				}
				if l := got.left; len(l) != 1 || l[0].Field != c.field || l[0].Value != unreadable || l[0].Reason == "" || !l[0].Kept || l[0].Line == 0 {
					t.Errorf("reported: %+v", l)
				}
				if d := gocmp.Diff(with("").records, got.records); d != "" && !c.apart {
					t.Error(d)
				}
			})
		}
	}
	for _, f := range Formats() {
		if !slices.ContainsFunc(
			sorted(columnCases),
			func(name string) bool { return columnCases[name].format.Name == f.Name },
		) {
			t.Errorf("no columns of %s are tried", f.Name)
		}
	}
}

// tableOf writes columns as a table of one row.
func tableOf(separator string) func([]columnCase) string {
	return func(columns []columnCase) string {
		var names, values []string
		for _, c := range columns {
			names, values = append(names, c.name), append(values, c.value)
		}
		return strings.Join(names, separator) + "\n" + strings.Join(values, separator) + "\n"
	}
}

// popoloOf writes columns as a member of one of Popolo's lists, in a file that holds what it may refer to.
func popoloOf(list string) func([]columnCase) string {
	return func(columns []columnCase) string {
		object := map[string]string{}
		for _, c := range columns {
			object[c.name] = c.value
		}
		file := map[string]any{
			"organizations": []any{map[string]string{"id": "o", "name": "Assembly", "classification": "legislature"}},
			"areas":         []any{map[string]string{"id": "a", "name": "North"}},
			"events":        []any{map[string]string{"id": "e", "start_date": "2000", "end_date": "2004"}},
			"persons":       []any{map[string]string{"id": "p", "name": "Bo Baker"}},
		}
		file[list] = []any{object}
		if list == "persons" {
			file[list] = []any{object, map[string]string{"id": "p", "name": "Bo Baker"}}
		}
		return asJSON(file)
	}
}

// ftmOf writes columns as the properties of an entity, after those that it may refer to.
func ftmOf(schema string) func([]columnCase) string {
	return func(columns []columnCase) string {
		properties := map[string][]string{}
		for _, c := range columns {
			if c.value != "" {
				properties[c.name] = []string{c.value}
			}
		}
		lines := []any{
			map[string]any{"id": "p", "schema": "Person", "properties": map[string][]string{"name": {"Bo Baker"}}},
			map[string]any{"id": "x", "schema": "Position", "properties": map[string][]string{"name": {"Minister"}}},
			map[string]any{"id": "e", "schema": "Event", "properties": map[string][]string{
				"name": {"A fair"}, "date": {"2001"}, "addressEntity": {"the row"}, "involved": {"p"},
			}},
			map[string]any{"id": "the row", "schema": schema, "properties": properties},
		}
		if schema != "Address" {
			lines = slices.Delete(lines, 2, 3)
		}
		var text strings.Builder
		for _, l := range lines {
			text.WriteString(asJSON(l) + "\n")
		}
		return text.String()
	}
}

// wikidataEntityOf writes columns as the claims of a person, those of times as qualifiers of a position.
func wikidataEntityOf(columns []columnCase) string {
	claims, qualifiers := map[string]any{}, map[string]any{}
	for _, c := range columns {
		switch {
		case c.value == "":
		case c.name == "P1559":
			claims[c.name] = []any{map[string]any{"mainsnak": snak(map[string]any{"text": c.value, "language": "en"})}}
		case c.name == "P580", c.name == "P582":
			qualifiers[c.name] = []any{snak(map[string]any{"time": c.value, "precision": 11})}
		default:
			claims[c.name] = []any{map[string]any{"mainsnak": snak(map[string]any{"time": c.value, "precision": 11}), "rank": "normal"}}
		}
	}
	claims["P39"] = []any{map[string]any{"mainsnak": snak(map[string]any{"id": "Q200001"}), "qualifiers": qualifiers, "rank": "normal"}}
	return asJSON(map[string]any{"id": "Q100001", "labels": map[string]any{"en": map[string]any{"value": "Ann Able"}}, "claims": claims}) + "\n"
}

func snak(value any) map[string]any {
	return map[string]any{"snaktype": "value", "datavalue": map[string]any{"value": value}}
}

func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// A value that cannot be read is left out and reported, for every property; the rest of the entity is kept.
func TestFTM_keepsWhatItCanRead(t *testing.T) {
	entity := func(properties string) string {
		return `{"id": "NK-1", "schema": "Person", "properties": {"name": ["Ann Able"]` + properties + "}}\n"
	}
	for _, country := range []string{"de", "DE", "deu", "Germany", "germany"} {
		got := readAs(t, ftm, entity(`, "nationality": ["`+country+`"]`), false)
		if p := got.records.Officials[0]; p.Country != "country:DEU" {
			t.Errorf("nationality %q gives %q", country, p.Country)
		}
	}
	for _, property := range []string{"birthDate", "deathDate", "nationality", "citizenship"} {
		for _, value := range []string{"Unknown person's", "around 1950 or so", "31/31/1950"} {
			got := readAs(t, ftm, entity(`, "`+property+`": ["`+value+`"]`), false)
			if len(got.records.Officials) != 1 || len(got.rejects) != 0 {
				t.Errorf("%s %q: rejected: %v", property, value, got.rejects)
			}
			if len(got.left) != 1 || got.left[0].Field != property || got.left[0].Value != value || got.left[0].Line != 1 {
				t.Errorf("%s %q: reported: %+v", property, value, got.left)
			}
		}
	}
	got := readAs(t, ftm, entity(`, "birthDate": ["Sometime", "1950"]`), false)
	if born := got.records.Officials[0].Born.String(); born != "1950" || len(got.left) != 1 {
		t.Errorf("born %q, reported %v", born, got.left)
	}
}
