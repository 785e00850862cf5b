package ingest

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/country"
	"demarche/graph/edtf"
	"demarche/ingest/engagement"
)

// leaders are tables of who led countries, or spoke for them. They are Archigos, the speakers of the UN's General
// Debate, and tables of present heads of state and government. So are tables whose rows have a country, an office, a
// name and a start.
var leaders = Format{
	Name: "leaders", About: "who led countries: Archigos, tables of heads of state and government, speakers in the UN's General Debate",
	Sniff: func(h Head) bool {
		return !beginsJSON(h.Bytes) && leaderReader(layout(headerOf(h))) != nil && !looksLikeHolders(h)
	},
	Read: func(in *Input, row func(*Row) error) error {
		t, err := readTable(in)
		if err != nil {
			return err
		}
		read := leaderReader(t)
		if read == nil {
			return fmt.Errorf("%w: %s: the header has neither a country, an office, a name and a start, nor the columns of Archigos, nor Head of State and Head of Government, nor Session, Country and Name of Person Speaking", graph.ErrBadInput, in.Name)
		}
		return t.each(read, row)
	},
}

// The columns of who led a country, the first that is there, in English, Spanish, Portuguese and French.
var (
	ledColumns     = []string{"country", "state", "statename", "country name", "país", "pais", "pays"}
	ledCodeColumns = []string{"ISO", "ISO code", "iso3", "iso2", "country code"}
	officeColumns  = []string{"office", "title", "post", "position", "cargo", "puesto", "poste", "fonction"}
	calledColumns  = []string{"name", "leader", "person", "full name", "nombre completo", "nombre", "nome completo", "nome", "nom"}
	sinceColumns   = []string{"start", "start date", "since", "from", "inicio mandato", "inicio", "início", "début"}
	untilColumns   = []string{"end", "end date", "until", "to", "fin mandato", "fin", "fim", "término"}
	statusColumns  = []string{"status", "estado", "situação", "statut"}
)

var (
	archigosColumns = []string{"obsid", "statename", "leadid", "leader", "startdate", "enddate"}
	headsColumns    = []string{"country", "head of government", "HoG since", "head of state", "HoS since"}
	debateColumns   = []string{"session", "country", "name of person speaking"}
)

// leaderReader returns the function that reads the rows of a table with these columns; nil if it is none of leaders.
func leaderReader(t *table) func(cells) {
	switch {
	case t.has(archigosColumns...):
		return readEffectiveLeader
	case t.has(headsColumns...):
		return readHeads
	case t.has(debateColumns...) && (t.has("year") || t.has("date")):
		return readSpeaker
	case t.hasOne(ledColumns) && t.hasOne(officeColumns) && t.hasOne(calledColumns) &&
		t.hasOne(sinceColumns) && !t.hasOne(personIDs):
		return readLeader
	}
	return nil
}

// personIDs are columns of tables that name people by ids, which other formats read.
var personIDs = []string{"personID", "person id", "wikidata", "item"}

// An office is what somebody held in a row.
type heldOffice struct {
	title      string
	level      graph.PostLevel
	start, end edtf.Date
	lasts      bool // as far as the file knows
}

// hold merges the tenure of an official as the row's main record, at the government of a country.
func (c cells) hold(official, country string, held heldOffice) {
	dates, err := termOf(held.start, held.end, held.lasts)
	if err != nil {
		c.rejectLeft()
		c.Reject("start", c.cell(sinceColumns...), err.Error())
		return
	}
	name := countryName(strings.TrimPrefix(country, "country:"))
	p := graph.Post{
		ID: idOf(aPost, "n", "", country+"\x1f"+graph.NameKey(held.title)), Title: held.title + " of " + name, Level: held.level,
		Organization: c.Organization("Government of "+name, "GOVERNMENT", country), Sources: c.Cite(),
	}
	c.Merge(p.ID, graph.Batch{Posts: []graph.Post{p}})
	c.tenure(official, p.ID, dates, c.CiteRow(c.known("obsid", "id")))
}

// led is the id of the country in a row; a row without one is rejected. A name that stands before a slash or a
// parenthesis with another one counts alone: "Italy/Sardinia", "Germany (Prussia)".
func (c cells) led() string {
	for _, column := range slices.Concat(ledCodeColumns, ledColumns) {
		text := c.known(column)
		for _, name := range []string{text, beforeOther.ReplaceAllString(text, "")} {
			if code, ok := country.Named(name); ok {
				return c.Country(code)
			}
		}
	}
	text := c.known(ledColumns...)
	c.Reject("country", text, country.Unknown(text))
	return ""
}

var beforeOther = regexp.MustCompile(`\s*(?:/|\().*$`)

// readLeader reads a row of a country, an office, a name and dates.
func readLeader(c cells) {
	country, called := c.led(), Text(c.known(calledColumns...))
	if called == "" {
		c.Reject("name", c.cell(calledColumns...), "it is not known")
	}
	held := heldOffice{title: officeInEnglish(Text(c.known(officeColumns...)))}
	if held.title == "" {
		c.Reject("office", c.cell(officeColumns...), "it is not known")
	}
	held.start, held.end = c.optional(sinceColumns), c.optional(untilColumns)
	held.lasts = held.end.IsZero() && inOffice.MatchString(c.known(statusColumns...))
	if c.bad == nil {
		c.hold(c.Official(called, country), country, held)
	}
}

// inOffice are the words of a status with which a tenure lasts.
var inOffice = regexp.MustCompile(`(?i)^(?:in office|incumbent|current|ongoing|en curso|en funciones|em exercício|en exercice|en fonction)$`)

// optional reads a date of the first of some columns that holds something. One that cannot be read is left out.
func (c cells) optional(columns []string) edtf.Date {
	text, in := c.find(columns...)
	if isUnknown(Text(text)) {
		return edtf.Date{}
	}
	date, err := c.in.date(in, text)
	if err != nil {
		c.Leave(columns[0], text, err.Error())
	}
	return date
}

// inEnglish are offices of heads of state and government in Spanish, Portuguese and French.
//
//nolint:misspell // they are no English
var inEnglish = map[string]string{
	"presidente": "President", "presidenta": "President", "président": "President", "présidente": "President",
	"primer ministro": "Prime Minister", "primera ministra": "Prime Minister", "primeiro-ministro": "Prime Minister",
	"primeira-ministra": "Prime Minister", "premier ministre": "Prime Minister", "première ministre": "Prime Minister",
	"consejo presidencial": "Presidential Council", "presidente interino": "Interim President",
	"presidenta interina": "Interim President", "canciller": "Foreign Minister",
	"ministro de relaciones exteriores": "Foreign Minister",
}

func officeInEnglish(title string) string { return cmp.Or(inEnglish[strings.ToLower(title)], title) }

// readEffectiveLeader reads a row of Archigos: who effectively led a country, in any office. Its leadid joins the
// terms of one person.
func readEffectiveLeader(c cells) {
	country, id := c.led(), Text(c.known("leadid"))
	called := Text(c.known("leader"))
	if family, given, ok := strings.Cut(called, ", "); ok { // "Example, A."
		called = given + " " + family
	}
	if id == "" {
		c.Reject("leadid", c.cell("leadid"), "it is missing: a name alone does not show which terms are one person's")
	}
	if called == "" {
		c.Reject("leader", c.cell("leader"), "it is missing")
	}
	born := c.optional([]string{"yrborn"})
	held := heldOffice{title: "Effective leader", start: c.optional([]string{"startdate"}), end: c.optional([]string{"enddate"})}
	if strings.EqualFold(c.known("exit"), "Still in Office") { // the end is that of the data
		held.end = edtf.Date{}
	}
	if c.bad != nil {
		return
	}
	o := graph.Official{ID: idOf(anOfficial, "archigos", "", id), Name: called, Country: country, Born: born, Sources: c.CiteRow(id)}
	c.Merge(o.ID, graph.Batch{Officials: []graph.Official{o}})
	c.hold(o.ID, country, held)
}

// readHeads reads a row of a table with the head of government and the head of state of a country.
func readHeads(c cells) {
	country := c.led()
	some := false
	for _, head := range []struct {
		name, title, since string
		level              graph.PostLevel
		otherwise          string
	}{
		{"head of state", "HoS title", "HoS since", "HEAD_OF_STATE", "Head of State"},
		{"head of government", "HoG title", "HoG since", "HEAD_OF_GOVERNMENT", "Head of Government"},
	} {
		name, start := Text(c.known(head.name)), c.optional([]string{head.since})
		if c.bad != nil || name == "" {
			continue
		}
		if start.IsZero() {
			if c.known(head.since) == "" { // else it is reported already
				c.Leave(head.since, "", "a tenure needs its start")
			}
			continue
		}
		some = true
		title := cmp.Or(Text(c.known(head.title)), head.otherwise)
		c.hold(c.Official(name, country), country, heldOffice{title: title, level: head.level, start: start})
	}
	if !some {
		c.rejectLeft()
		c.Reject("Head of State", "", "neither head is named with a start")
	}
}

// readSpeaker reads a row of who spoke for a country in the UN's General Debate: a statement in the session's year.
func readSpeaker(c cells) {
	date := c.dated("date", "year")
	if date.IsZero() {
		c.Reject("year", c.cell("date", "year"), errNoDate.Error())
	}
	_, speaker := engagement.SplitOffice(c.known("name of person speaking"))
	if speaker == "" {
		c.Reject("name of person speaking", "", "it is missing")
	}
	nation, _, unknown := c.countryAmong(slices.Concat(ledCodeColumns, ledColumns))
	if nation == "" {
		c.Leave(unknown.name, unknown.text, country.Unknown(unknown.text))
	}
	if c.bad != nil {
		return
	}
	session := Text(c.known("session"))
	official := c.Official(speaker, nation)
	nations, _ := organizationTable().byName[country.Folded("United Nations")]
	e := graph.Event{
		ID:   "event:debate-" + graph.Hash(date.String(), session, official, nation, Text(c.known("country"))),
		Kind: graph.Statement, Title: speaker + " speaks in the UN General Debate", Date: date, Sources: c.CiteRow(c.known(recordColumns...)),
		Participants: []graph.Participation{
			{Actor: official, Roles: []graph.Role{graph.Speaker}},
			{Actor: c.Organization(nations.name, nations.kind, ""), Roles: []graph.Role{graph.Host}},
		},
	}
	if session != "" {
		e.Title += ", session " + session
	}
	if post := Text(c.known("post")); post != "" {
		e.Summary = fmt.Sprintf("%s spoke for %s as %s.", speaker, Text(c.known("country")), post)
	}
	c.Merge(e.ID, graph.Batch{Events: []graph.Event{e.Merged(e)}})
}
