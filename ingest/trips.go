package ingest

import (
	"cmp"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"demarche/graph"
	"demarche/graph/country"
	"demarche/graph/edtf"
	"demarche/ingest/engagement"
)

// readTrip reads a row of a trip. Rows of one leader, country and time are one event, be they one for each city.
func readTrip(c cells) {
	if c.in.noting {
		c.noteTrip()
		return
	}
	date := c.tripDate()
	visited, name := c.visited()
	guest, who := c.guests()
	if status := c.known("trip status"); cancelled.MatchString(status) {
		c.Reject("trip status", status, "the trip did not take place")
	}
	if home := c.home(); home != "" && visited == "country:"+home {
		c.Reject("country", name, "it is the traveller's own country: a stay at home is no visit")
	}
	if c.bad != nil {
		return
	}
	verb := " visits "
	if len(guest) > 1 {
		verb = " visit "
	}
	e := graph.Event{
		ID:   "event:visit-" + graph.Hash(guest[0], visited, date.String()),
		Kind: graph.Visit, Title: graph.Title(who + verb + name), Date: date,
		Summary: c.tripSummary(), Sources: c.tripSources(),
	}
	add := func(role graph.Role, actors ...string) {
		for _, actor := range actors {
			e.Participants = append(e.Participants, graph.Participation{Actor: actor, Roles: []graph.Role{role}})
		}
	}
	add(graph.Guest, guest...)
	if organization, _ := c.guestOrganization(); organization != "" && organization != guest[0] {
		add(graph.Guest, organization)
	}
	if city, _, _ := strings.Cut(c.known(cityColumns...), ";"); Text(city) != "" {
		e.Place = c.Place(city, visited)
	}
	hosts, met := c.hosts(visited)
	if len(hosts) == 0 {
		hosts = []string{visited}
	}
	add(graph.Host, hosts...)
	add(graph.Companion, c.people("CotravelHOGS", "")...)
	add(graph.Participant, append(met, c.others(guest)...)...)
	c.Merge(e.ID, graph.Batch{Events: []graph.Event{e.Merged(e)}}) // with itself: each actor once, in order
}

var cancelled = regexp.MustCompile(`(?i)^(?:cancel+ed|cancelad[oa]|postponed)$`)

// visited is the id and the name of the visited country: that of a column, or the United States in its list of guests.
func (c cells) visited() (id, name string) {
	if c.table.has(usGuests...) && !c.table.hasOne(visitedColumns) {
		return c.Country("USA"), countryName("USA")
	}
	return c.countryNamed(visitedColumns)
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
	starts := slices.Concat(startColumns, spanColumns)
	if !c.table.hasOne(endColumns) { // a span says more than its first day
		starts = slices.Concat(spanColumns, startColumns)
	}
	from, inStart := c.find(starts...)
	to, inEnd := c.find(endColumns...)
	start, errStart := c.in.date(inStart, from)
	end, errEnd := c.in.date(inEnd, to)
	if errStart != nil {
		c.Leave("start", from, errStart.Error())
	}
	if errEnd != nil {
		c.Leave("end", to, errEnd.Error())
	}
	if end.IsZero() && !start.IsZero() && !c.table.hasOne(endColumns) {
		return start
	}
	date, err := lasting(start, end)
	if year := c.known("TripYear", "year"); errors.Is(err, errNoDate) && yearly.MatchString(year) {
		date, err = edtf.Parse(year)
	}
	if err != nil {
		c.rejectLeft()
		c.Reject("start, end", from+", "+to, err.Error())
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
		c.Reject("country", unknown.text, country.Unknown(unknown.text))
	}
	return id, name
}

// countryAmong is countryNamed, but rejects nothing: where no column names a country it returns the first that says
// something.
func (c cells) countryAmong(columns []string) (id, name string, unknown field) {
	for _, column := range columns {
		text := c.known(column)
		if code, ok := country.Named(text); ok {
			return c.Country(code), countryName(code), field{}
		}
		if text != "" && unknown.text == "" {
			unknown = field{column, text}
		}
	}
	return "", "", unknown
}

// guests returns the travellers and what they are called: the leaders, or the country or organization if no leader is
// known. A row without any is rejected, and the result is one empty id.
func (c cells) guests() (ids []string, name string) {
	leader, home := Text(cmp.Or(c.known(leaderColumns...), c.in.Traveller)), ""
	switch organization, called := c.guestOrganization(); {
	case organization != "" && leader == "":
		return []string{organization}, called
	case organization == "" && leader == "" && c.known(homeColumns...) != "":
		home, name = c.countryNamed(homeColumns)
	case organization == "":
		var unknown field
		if home, name, unknown = c.countryAmong(homeColumns); unknown.text != "" {
			c.Leave(unknown.name, unknown.text, country.Unknown(unknown.text))
		} else if home == "" {
			home, name = c.defaultHome()
		}
	}
	if leader == "" {
		if home == "" {
			c.Reject("leader", c.cell(leaderColumns...), "neither the leader nor the country is named: say --traveller or --country")
		}
		return []string{home}, name
	}
	var names []string
	for _, p := range engagement.SplitOffices(leader) {
		names = append(names, p.Name)
		ids = append(ids, c.Official(p.Name, home))
	}
	return ids, strings.Join(names, " and ")
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
func (c cells) home() string { return cmp.Or(c.codeIn(homeColumns), c.in.Home) }

// codeIn is the code of the country that the first of some columns names that names one; empty if none does.
func (c cells) codeIn(columns []string) string {
	for _, column := range columns {
		if code, ok := country.Named(c.known(column)); ok {
			return code
		}
	}
	return ""
}

// guestOrganization is the intergovernmental organization that the traveller leads; empty where it is a country.
func (c cells) guestOrganization() (id, name string) {
	name = Text(c.known(countryOrIGO))
	if name == "" || c.codeIn(homeColumns) != "" {
		return "", ""
	}
	kind := "INTERGOVERNMENTAL"
	if known, ok := organizationTable().byName[country.Folded(name)]; ok {
		name, kind = known.name, known.kind
	}
	return c.Organization(name, kind, ""), name
}

// hosts returns the people of the visited country that the leader met: heads of government or state, and others. One
// that the other rows mostly give another country is no host, and only took part.
func (c cells) hosts(visited string) (hosts, others []string) {
	var names []string
	if met, ok := c.yesOrNo("MetHostHoGS"); !ok || met {
		names = c.namesIn("HostHOGSName")
	}
	if met, ok := c.yesOrNo("SubHOGSmetHostSubHOGS"); !ok || met {
		names = append(names, c.namesIn("HostSubHOGSName")...)
	}
	if len(names) == 0 {
		return nil, nil
	}
	facts, err := c.in.facts(castColumn)
	if err != nil {
		c.Reject("HostHOGSName", strings.Join(names, "; "), err.Error())
		return nil, nil
	}
	for _, name := range names {
		if code := facts.countryOf(name); code != "" && "country:"+code != visited {
			others = append(others, c.Official(name, c.Country(code)))
			continue
		}
		hosts = append(hosts, c.Official(name, visited))
	}
	return hosts, others
}

// people returns the officials that a cell names, with semicolons between and offices before the names.
func (c cells) people(column, country string) (out []string) {
	for _, name := range c.namesIn(column) {
		out = append(out, c.Official(name, country))
	}
	return out
}

func (c cells) namesIn(column string) (out []string) {
	for text := range strings.SplitSeq(c.known(column), ";") {
		if text = Text(text); isUnknown(text) {
			continue
		}
		office, name := engagement.SplitOffice(text)
		if office == "" && strings.Contains(text, "(") { // an office without a name
			continue
		}
		out = append(out, name)
	}
	return out
}

// others returns the leaders of other countries and of organizations that the traveller met, other than the travellers.
// A leader has the country that the rest of the file gives the name, if it gives one.
func (c cells) others(guests []string) (out []string) {
	var names []string
	for _, columns := range [][2]string{{"MetNonhostHOGS", "NonhostHOGSNames"}, {"MetIGOLeader", "IGOLeaderName"}} {
		if met, ok := c.yesOrNo(columns[0]); !ok || met {
			names = append(names, c.namesIn(columns[1])...)
		}
	}
	if len(names) == 0 {
		return nil
	}
	facts, err := c.in.facts(castColumn)
	if err != nil {
		c.Reject("NonhostHOGSNames", strings.Join(names, "; "), err.Error())
		return nil
	}
	for _, name := range names {
		country := ""
		if code := facts.countryOf(name); code != "" {
			country = c.Country(code)
		}
		if id := c.Official(name, country); !slices.Contains(guests, id) {
			out = append(out, id)
		}
	}
	return out
}

// noteTrip takes down the leaders that a row names with their countries.
func (c cells) noteTrip() {
	facts, row := c.in.seen.of(castColumn), strings.Join(c.values, "\x1f")
	if home := c.home(); home != "" {
		for _, p := range engagement.SplitOffices(c.known(leaderColumns...)) {
			facts.noteCountry(p.Name, home, row)
		}
	}
	if code := c.codeIn(visitedColumns); code != "" {
		for _, name := range c.namesIn("HostHOGSName") {
			facts.noteCountry(name, code, row)
		}
	}
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

// tripFacts are what the columns of COLT report that has no place elsewhere; %s is the value of the second column.
var tripFacts = []struct{ column, value, said string }{
	{"AttendedMultilatEvent", "NameMultilatEvent", "A multilateral event was attended%s."},
	{"AttendedMultilatMinisterialEvent", "NameMultilatMinisterialEvent", "A ministerial meeting was attended%s."},
	{"SignedAgreement", "", "An agreement was signed."},
	{"PublicAddress", "", "A public address was given."},
	{"CulturalSiteOrCeremony", "", "A cultural site or a ceremony was visited."},
	{"BusinessLeaderOrForum", "", "Business leaders or a business forum were met."},
}

func (c cells) tripSummary() string {
	var said []string
	if event := Text(c.known("counterpart event")); event != "" {
		said = append(said, "Occasion: "+event+".")
	}
	for _, f := range tripFacts {
		if so, _ := c.yesOrNo(f.column); so {
			value := Text(c.known(f.value))
			if value != "" {
				value = ": " + value
			}
			said = append(said, strings.ReplaceAll(f.said, "%s", value))
		}
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
	if remarks := Text(c.known(remarkColumns...)); remarks != "" {
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
	if address := c.known("source verification"); graph.IsWebAddress(address) { // else it is what was searched for
		cited = append(cited, c.Source(address))
	}
	return cited
}
