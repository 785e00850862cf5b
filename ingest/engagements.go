package ingest

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"demarche/graph"
	"demarche/graph/country"
	"demarche/graph/edtf"
	"demarche/ingest/engagement"
)

// readEngagement reads a row of a list of what leaders did: the day, the leader, a country that it concerns, and what
// it was in words. Rows of one day and one text are one event, also if they stand in the lists of several leaders.
func readEngagement(c cells) {
	leader, text, home := Text(c.known("leader")), Text(c.cell("text")), c.home()
	said := engagement.Parse(text, home)
	if c.in.noting {
		c.in.seen.of(castColumn).note(leader, text, said)
		return
	}
	date := c.dated("date")
	if date.IsZero() {
		c.Reject("date", c.cell("date"), errNoDate.Error())
	}
	if leader == "" {
		c.Reject("leader", c.cell("leader"), "it is not known")
	}
	facts, err := c.in.facts(castColumn)
	if err != nil {
		c.Reject("text", text, err.Error())
	}
	e := engaged{cells: c, said: said, date: date, leader: leader, text: text}
	e.country(home)
	if c.bad != nil {
		return
	}
	e.cast = facts
	e.merge()
}

// engaged is a row of engagements while it becomes an event.
type engaged struct {
	cells
	said              engagement.Engagement
	cast              *columnFacts
	date              edtf.Date
	leader, text      string
	home              string // id of the country of the leaders; empty if it is not known
	concerned, called string // id and name of the country in the row's column; empty if it is not known
	event             graph.Event
}

// country reads the countries of the leaders and of the row. Without a text the row needs its own.
func (e *engaged) country(home string) {
	if home == "" {
		_, _ = e.defaultHome()
	} else {
		e.home = e.Country(home)
	}
	if e.text == "" {
		e.concerned, e.called = e.countryNamed([]string{"country"})
		return
	}
	var unknown field
	if e.concerned, e.called, unknown = e.countryAmong([]string{"country"}); unknown.text != "" {
		e.Leave(unknown.name, unknown.text, country.Unknown(unknown.text))
	}
}

func (e *engaged) merge() {
	e.event = graph.Event{
		Kind: e.said.Kind, Date: e.date, Title: shortened(e.text), Sources: e.CiteRow(e.known(recordColumns...)),
	}
	e.event.Sources[0].Quote = e.text
	key := graph.NameKey(e.text)
	if e.text == "" {
		key, e.event.Title = graph.Hash(e.official(e.leader), e.concerned), e.leader+" – "+e.called
	}
	e.event.ID = graph.EngagementID + graph.Hash(e.date.String(), key)
	where := e.validCountry(e.said.Where.Country)
	if where == "" && !e.said.Away {
		where = e.home
	}
	switch code, ok := country.ByCode(strings.TrimPrefix(where, "country:")); {
	case e.said.Where.City != "":
		e.event.Place = e.Place(e.said.Where.City, where)
	case e.said.Where.Country != "" && ok: // somewhere in the country
		e.event.Place = e.Place(code.Name, where)
	}
	if e.said.Settled {
		e.settled(where)
	} else {
		e.sentence(where)
	}
	e.Merge(e.event.ID, graph.Batch{Events: []graph.Event{e.event.Merged(e.event)}}) // with itself: the actors in order
}

// add makes an actor take part.
func (e *engaged) add(actor string, role graph.Role) {
	if actor != "" {
		e.event.Participants = append(e.event.Participants, graph.Participation{Actor: actor, Roles: []graph.Role{role}})
	}
}

// settled reads a text that names everybody who took part. Its words decide, and not in which leader's list it stands.
func (e *engaged) settled(where string) {
	leads := e.said.Leads
	if len(leads) == 0 && !slices.Contains(e.said.Attended, e.leader) {
		leads = []string{e.leader}
	}
	e.event.Title, e.event.Summary = e.title(leads), offices(e.said.Met)
	lead, placed := graph.Participant, e.said.Where != engagement.Place{}
	switch {
	case !placed && len(e.said.Met) > 0: // who was at home is not known
	case e.said.Away:
		lead = graph.Guest
	case len(e.said.Met) > 0:
		lead = graph.Host
	}
	taking := map[string]bool{}
	for _, name := range leads {
		id := e.official(name)
		taking[id] = true
		e.add(id, lead)
	}
	for _, p := range e.said.Met {
		id, country := e.met(p)
		if taking[id] {
			continue
		}
		taking[id] = true
		e.add(id, e.metRole(country, where))
	}
	for _, name := range e.said.Attended {
		if id := e.official(name); !taking[id] {
			e.add(id, graph.Companion)
		}
	}
	switch {
	case e.said.Kind == graph.Visit:
		e.add(where, graph.Host)
	case len(e.said.Met) == 0:
		e.add(e.concerned, graph.Participant)
	}
}

// metRole is the role of a person from a country in a meeting with the leaders: a host in their own country, and else
// a guest.
func (e *engaged) metRole(country, where string) graph.Role {
	switch {
	case e.said.Where == engagement.Place{}:
		return graph.Participant
	case !e.said.Away:
		return graph.Guest
	case country == "":
		return graph.Participant
	case country == where:
		return graph.Host
	}
	return graph.Guest
}

// sentence reads a text that may not name everybody who took part: the leader of the list always does.
func (e *engaged) sentence(where string) {
	roles := rolesOf(e.said, e.text)
	leads := strings.Join(e.said.Leads, " ")
	acting := e.cast.leadersIn(leads)
	leader, spelled := e.official(e.leader), cmp.Or(e.cast.leader(e.leader), e.leader)
	_, behind, _ := strings.Cut(e.text, " to ")
	acts, addressed := slices.Contains(acting, spelled), slices.Contains(e.cast.leadersIn(behind), spelled)
	switch {
	case roles.lead == graph.Sender && !acts && addressed:
		e.add(leader, graph.Recipient)
	case acts, len(acting) == 0:
		e.add(leader, roles.lead)
	default:
		e.add(leader, graph.Participant)
	}
	taking := map[string]bool{leader: true}
	for _, name := range acting {
		if id := e.official(name); !taking[id] {
			taking[id] = true
			e.add(id, roles.lead)
		}
	}
	met := 0
	if roles.met != "" {
		for _, p := range e.said.Met {
			id, country := e.met(p)
			if taking[id] {
				continue
			}
			if e.said.Kind == graph.Meeting {
				roles.met = e.metRole(country, where)
			}
			e.add(id, roles.met)
			met++
			e.event.Summary = offices(e.said.Met)
		}
	}
	if e.said.Kind == graph.Visit && where != "" && e.said.Away {
		e.add(where, graph.Host)
		if e.concerned == where {
			return
		}
	}
	e.add(e.concerned, graph.Participant)
	if met == 0 && e.said.Kind == graph.OtherEvent {
		e.Tell("%d rows are titles alone: their words do not show who took part beside the leader of the list")
	}
}

// sentenceRoles are the roles of those who act in a sentence, and of the others in it. The latter is empty if the
// others need not take part.
type sentenceRoles struct{ lead, met graph.Role }

var (
	phoned     = regexp.MustCompile(`(?i)phone`)
	exchanged  = regexp.MustCompile(`(?i)\b(?:exchange[sd]?|discuss(?:es|ed)?|talk(?:s|ed)?|consult(?:s|ed)?|held)\b`)
	credential = regexp.MustCompile(`(?i)\bcredentials\b`)
)

func rolesOf(said engagement.Engagement, text string) sentenceRoles {
	both := sentenceRoles{graph.Participant, graph.Participant}
	switch said.Kind { //nolint:exhaustive // of any other kind the leader takes part, and others need not
	case graph.Message:
		if phoned.MatchString(text) || exchanged.MatchString(text) {
			return both
		}
		return sentenceRoles{graph.Sender, graph.Recipient}
	case graph.Meeting:
		switch {
		case said.Where == engagement.Place{}:
			return both
		case said.Away:
			return sentenceRoles{graph.Guest, graph.Participant}
		}
		return sentenceRoles{graph.Host, graph.Guest}
	case graph.Ceremony:
		if credential.MatchString(text) {
			return sentenceRoles{graph.Host, graph.Guest}
		}
	case graph.Visit:
		return sentenceRoles{graph.Guest, graph.Participant}
	case graph.Statement:
		return sentenceRoles{graph.Speaker, ""}
	case graph.OtherEvent:
		if exchanged.MatchString(text) {
			return both
		}
	}
	return sentenceRoles{graph.Participant, ""}
}

// official is the id of a leader of the list, or of somebody of the leaders' own country.
func (e *engaged) official(name string) string {
	return e.Official(cmp.Or(e.cast.leader(name), name), e.home)
}

// met returns the id of a person that the leaders met, and that of the country. A person without a country in this text
// has the one that other texts of the file give the name, if they agree.
func (e *engaged) met(p engagement.Person) (id, country string) {
	if e.cast.leader(p.Name) != "" {
		return e.official(p.Name), e.home
	}
	country = e.validCountry(p.Country)
	if country == "" {
		country = e.validCountry(e.cast.countryOf(p.Name))
	}
	return e.Official(p.Name, country), country
}

// validCountry is the id of a country that existed on the day; empty for none.
func (e *engaged) validCountry(code string) string {
	c, ok := country.ByCode(code)
	if !ok {
		return ""
	}
	if ended, err := dateOrNone(c.ValidTo); err == nil {
		last, known := ended.Latest()
		if day, ok := e.date.Earliest(); ok && known && day > last {
			return ""
		}
	}
	return e.Country(code)
}

// offices says in words which offices people had. They are no tenures: a text knows neither their beginnings nor their
// ends.
func offices(people []engagement.Person) string {
	var out []string
	for _, p := range people {
		if p.Office != "" {
			out = append(out, p.Name+", "+p.Office)
		}
	}
	if len(out) == 0 {
		return ""
	}
	return "Offices: " + strings.Join(out, "; ") + "."
}

const titledNames = 3 // of those who were met, in a title

// title says in short what a settled text says.
func (e *engaged) title(leads []string) string {
	who := strings.Join(leads, ", ")
	if who == "" {
		return shortened(e.text)
	}
	where := e.said.Where.City
	if code, ok := country.ByCode(e.said.Where.Country); ok && where == "" {
		where = code.Name
	}
	var met []string
	for _, p := range e.said.Met {
		met = append(met, p.Name)
	}
	if n := len(met) - titledNames; n > 0 {
		met = append(met[:titledNames:titledNames], fmt.Sprintf("%d others", n))
	}
	switch {
	case len(met) > 0 && where == "":
		return shortened(who + " meets " + strings.Join(met, ", "))
	case len(met) > 0:
		return shortened(who + " meets " + strings.Join(met, ", ") + " in " + where)
	case where == "":
		return shortened(e.text)
	case e.said.Kind == graph.Visit:
		return shortened(who + " visits " + where)
	}
	return shortened(who + " is in " + where)
}

const titleLength = 120 // letters

// shortened is a text's beginning, in whole words.
func shortened(text string) string {
	if utf8.RuneCountInString(text) <= titleLength {
		return text
	}
	short := string([]rune(text)[:titleLength])
	if i := strings.LastIndexByte(short, ' '); i > 0 {
		short = short[:i]
	}
	return strings.TrimRight(short, " ,;:(") + "…"
}
