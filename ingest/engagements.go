package ingest

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"demarche/graph"
)

// readEngagement reads a row of a list of what leaders did: the day, the leader, a country that it concerns, and what
// it was in words. Rows that differ in the country alone are one event.
func readEngagement(c cells) {
	date := c.dated("date")
	if date.IsZero() {
		c.Reject("date", c.cell("date"), errNoDate.Error())
	}
	country, name := c.countryNamed([]string{"country"})
	leader, text := Text(c.known("leader")), Text(c.cell("text"))
	if leader == "" {
		c.Reject("leader", c.cell("leader"), "it is not known")
	}
	if c.bad != nil {
		return
	}
	official := c.Official(leader, "")
	e := graph.Event{Kind: engagementKind(text), Date: date, Title: shortened(text), Sources: c.CiteRow(c.known(recordColumns...))}
	e.Sources[0].Quote = text
	key := graph.NameKey(text)
	if text == "" {
		key, e.Title = country, leader+" – "+name
	}
	e.ID = "event:engagement-" + graph.Hash(date.String(), official, key)
	leads, concerned := graph.Participant, graph.Participant
	if e.Kind == graph.Visit {
		if strings.Contains(graph.NameKey(text), graph.NameKey(leader)) {
			leads = graph.Guest
		}
		if code, ok := graph.CountryNamed(destination(text)); ok && "country:"+code == country {
			concerned = graph.Host
		}
	}
	e.Participants = []graph.Participation{
		{Actor: official, Roles: []graph.Role{leads}},
		{Actor: country, Roles: []graph.Role{concerned}},
	}
	c.Merge(e.ID, graph.Batch{Events: []graph.Event{e.Merged(e)}}) // with itself: the actors in order
}

var (
	metWords = regexp.MustCompile(`(?i)\b(met|meets|holds talks|held talks)\b`)
	// With a name after it: "visits to" is no verb.
	travelWords = regexp.MustCompile(`(?i)\b(?:travel+ed to|travels to|visits|visited|arrives in|arrived in)\b`)
	wroteWords  = regexp.MustCompile(`(?i)\b(telephone[sd]?|phone[sd]?|by phone|message|letter|congratulates|congratulated|condolences)\b`)
	toWhere     = regexp.MustCompile(`^ (?:the )?([A-Z][\p{L}'. -]*?)(?:$|,| and | for | to |[.;(:#])`)
)

// engagementKind is the kind that the words show for certain; meeting somebody on a journey is a meeting.
func engagementKind(text string) graph.EventKind {
	switch {
	case metWords.MatchString(text):
		return graph.Meeting
	case destination(text) != "":
		return graph.Visit
	case wroteWords.MatchString(text):
		return graph.Message
	}
	return graph.OtherEvent
}

// destination is where the words say that somebody travelled, which may be no country; empty if they do not.
func destination(text string) string {
	at := travelWords.FindStringIndex(text)
	if at == nil {
		return ""
	}
	if where := toWhere.FindStringSubmatch(text[at[1]:]); where != nil {
		return strings.TrimSpace(where[1])
	}
	return ""
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
