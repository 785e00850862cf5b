package export

import "strings"

// A Table is a kind of rows.
type Table struct {
	Name    string
	About   string // what a row is
	Columns []Column
}

// A Column is one value of each row. It has the name of the value that the graph returns.
type Column struct {
	Name  string
	Type  Type
	About string // what it says, with its unit
}

// Type is the type of the values in a column, all of which may be missing.
type Type int

// These are the types. EDTF dates and exact decimal numbers are texts, which keep every digit.
const (
	Text Type = iota
	List      // of texts
	Date
	Integer
	Float
	Bool
)

const (
	aboutEarliest = "the first possible day; none where the beginning is open"
	aboutLatest   = "the last possible day; none where the end is open"
	aboutSources  = "ids of the sources that say so"
)

// tables lists the tables, the usual one first.
var tables = []Table{
	{"events", "an event", []Column{
		{"id", Text, "the event's id"},
		{"kind", Text, "VISIT, MEETING, MESSAGE, CEREMONY, AGREEMENT, STATEMENT, SANCTION, TRADE_RELEASE or OTHER"},
		{"title", Text, "the title"},
		{"summary", Text, "what happened, in a sentence"},
		{"date", Text, "EDTF"},
		{"earliest", Date, aboutEarliest},
		{"latest", Date, aboutLatest},
		{"precision", Text, "DAY, MONTH, YEAR …"},
		{"certain", Bool, "whether the date is neither qualified (~, ?, %) nor open"},
		{"place", Text, "the place's id"},
		{"place_name", Text, "its name"},
		{"place_country", Text, "its country's code, ISO 3166-1 alpha-3"},
		{"latitude", Float, "degrees north"},
		{"longitude", Float, "degrees east"},
		{"part_of", Text, "the id of the event that it is a part of"},
		{"cameo", Text, "the CAMEO code"},
		{"plover", Text, "the PLOVER type"},
		{"participants", List, "those who take part themselves, each with its roles: HOST official:Q15031"},
		{"about", List, "ids of what it is about"},
		{"sources", List, aboutSources},
		{"source_urls", List, "their addresses, where known"},
		{"quote", Text, "the words of the source, where all sources have the same or there is one alone"},
	}},
	{"participations", "an actor's part in an event", []Column{
		{"event", Text, "the event's id"},
		{"event_kind", Text, "its kind"},
		{"date", Text, "its date, EDTF"},
		{"earliest", Date, aboutEarliest},
		{"latest", Date, aboutLatest},
		{"actor", Text, "the actor's id"},
		{"actor_name", Text, "its name"},
		{"actor_type", Text, "OFFICIAL, COUNTRY or ORGANIZATION"},
		{"roles", List, "HOST, GUEST, SENDER, RECIPIENT, COMPANION, SPEAKER, SIGNATORY, SUBJECT, PARTICIPANT"},
		{"via", Text, "DIRECT, or OFFICIAL for a country that takes part through an official"},
		{"office", Text, "the id of the highest post that an official certainly held then"},
		{"office_title", Text, "its title"},
		{"sources", List, aboutSources},
	}},
	{"officials", "a person", []Column{
		{"id", Text, "the official's id"},
		{"name", Text, "the name in Latin letters"},
		{"native_name", Text, "the name in its own script"},
		{"aliases", List, "other names"},
		{"wikidata", Text, "the Wikidata id"},
		{"born", Text, "EDTF"},
		{"died", Text, "EDTF"},
		{"country", Text, "of nationality: its code, ISO 3166-1 alpha-3"},
		{"sources", List, aboutSources},
	}},
	{"memberships", "one person holding one post for a time", []Column{
		{"id", Text, "the tenure's id"},
		{"official", Text, "the official's id"},
		{"official_name", Text, "the name"},
		{"post", Text, "the post's id"},
		{"post_title", Text, "its title"},
		{"level", Text, "HEAD_OF_STATE, HEAD_OF_GOVERNMENT, DEPUTY, MINISTER, PARTY, LEGISLATOR, AMBASSADOR or OTHER"},
		{"organization", Text, "the id of the organization that the post is at"},
		{"organization_name", Text, "its name"},
		{"country", Text, "its country's code, ISO 3166-1 alpha-3"},
		{"dates", Text, "EDTF, an interval"},
		{"started", Text, "its beginning, EDTF"},
		{"ended", Text, "its end, EDTF; none while it lasts, and where it is not known"},
		{"earliest", Date, aboutEarliest},
		{"latest", Date, aboutLatest},
		{"ongoing", Bool, "whether it lasts; none where that is not known"},
		{"acting", Bool, "whether the post was held provisionally"},
		{"sources", List, aboutSources},
	}},
	{"figures", "one value of a trade series", []Column{
		{"id", Text, "the figure's id"},
		{"series", Text, "the series' id"},
		{"reporter", Text, "the code of the country that reports, ISO 3166-1 alpha-3, or of an aggregate"},
		{"partner", Text, "the code of the other country, or of an aggregate such as WLD, the world"},
		{"flow", Text, "EXPORT, IMPORT, RE_EXPORT or RE_IMPORT"},
		{"commodity", Text, "its code in the classification, or TOTAL"},
		{"classification", Text, "HS, SITC, BEC or TOTAL"},
		{"edition", Text, "of the classification"},
		{"commodity_description", Text, "what it is"},
		{"frequency", Text, "MONTHLY, QUARTERLY or ANNUAL"},
		{"valuation", Text, "FOB, CIF or UNSPECIFIED"},
		{"currency", Text, "ISO 4217"},
		{"publisher", Text, "who publishes the series"},
		{"period", Text, "2025-09, 2025-Q3 or 2025"},
		{"start", Date, "the first day of the period"},
		{"value", Text, "in the currency: an exact decimal number"},
		{"quantum", Text, "the unit that the value was rounded to: an exact decimal number"},
		{"quantity", Text, "in the unit: an exact decimal number"},
		{"unit", Text, "of the quantity"},
		{"reported_yoy", Float, "the change on the year before that a source states, in percent"},
		{"reported_yoy_quantum", Float, "the unit it was rounded to, in percentage points"},
		{"reported_mom", Float, "the change on the month before that a source states, in percent"},
		{"reported_mom_quantum", Float, "the unit it was rounded to, in percentage points"},
		{"basis", Text, "REPORTED, DERIVED, ESTIMATED or AGGREGATED"},
		{"rank", Integer, "the commodity's place among the partner's, where a source states it"},
		{"derived_from", List, "ids of the figures that it was derived from"},
		{"sources", List, aboutSources},
	}},
}

// TableNames lists the names of the tables, the usual one first.
func TableNames() string { return strings.Join(tableNames(), ", ") }

func tableNames() (names []string) {
	for _, t := range tables {
		names = append(names, t.Name)
	}
	return names
}

func tableNamed(name string) Table {
	for _, t := range tables {
		if t.Name == name {
			return t
		}
	}
	panic("no table " + name) // Parse lets no other through
}
