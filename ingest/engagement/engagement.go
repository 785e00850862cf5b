// Package engagement reads the sentences in which lists of engagements describe what a leader did on a day: the place,
// the people who met, with their offices, those who attended, and the kind of the event. It is pure: it knows no file
// and no graph.
package engagement

import (
	"regexp"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/country"
)

// An Engagement is what a sentence says.
type Engagement struct {
	Kind graph.EventKind
	// Settled reports whether the sentence has the form of such lists ("Ann Example was in Suva and met with the following:
	// …"), so that it names everybody who took part. Of any other sentence some people may be missing.
	Settled  bool
	Leads    []string // names of those who acted; if not Settled, the beginning of the sentence, with offices
	Met      []Person // those who were met, called, written to or received
	Attended []string // names of those who only attended
	Where    Place
	Away     bool // whether the leads travelled to the place
}

// A Person is somebody with the office that a text gives.
type Person struct {
	Name    string
	Office  string // as written; may be empty
	Country string // code of the country of the office, as country.ParseCode returns it; empty if the text names none
}

// A Place is a location in words.
type Place struct {
	Country string // code, as country.ParseCode returns it; empty if the text names none
	City    string // or the smallest area that the text names; empty if it names a country alone
}

var (
	// What stands between a leader and the place.
	wentOrWas = regexp.MustCompile(`(?i)\b(?:(was|were|is|stayed) in|(travel+ed|travels|went|flew) to|(visited|arrived in|arrives in))(?:\s+|$)`)
	metThese  = regexp.MustCompile(`(?i)[\s,]*\b(?:and\s+)?(?:met|meets|held talks|talked|spoke)\s+(?:with\s+)?the\s+following\s*:`)
	beside    = regexp.MustCompile(`(?i)\b(?:others?|also)\s+(?:attending|attended|present|in\s+attendance)\s*:`)
)

// Parse reads a sentence. home is the code of the country of the leaders of the list, and may be empty: it decides
// between two countries of a guest's office, and whether a place is abroad.
func Parse(text, home string) Engagement {
	text = graph.Line(text)
	if e, ok := settled(text, home); ok {
		return e
	}
	return sentence(text, home)
}

// settled reads "LEADS was in PLACE", "LEADS travelled to PLACE", each with "and met with the following: GUESTS" and
// "Others Attending: NAMES" behind it, or without.
func settled(text, home string) (e Engagement, ok bool) {
	at := wentOrWas.FindStringSubmatchIndex(text)
	if at == nil {
		return e, false
	}
	who, rest := text[:at[0]], text[at[1]:]
	e = Engagement{Settled: true, Leads: names(who), Away: at[2] < 0}
	if i := beside.FindStringIndex(rest); i != nil {
		e.Attended, rest, ok = names(rest[i[1]:]), rest[:i[0]], true
	}
	if i := metThese.FindStringIndex(rest); i != nil {
		e.Met, rest, ok = guests(rest[i[1]:], home), rest[:i[0]], true
	}
	if !isPlace(rest) && (strings.TrimSpace(rest) != "" || !ok) || !ok && !slices.ContainsFunc(e.Leads, isName) || strings.TrimSpace(who) != "" && !slices.ContainsFunc(e.Leads, isName) {
		return Engagement{}, false
	}
	e.Where = placeOf(rest)
	e.Away = e.Away && e.Where.Country != "" && e.Where.Country != home
	e.Attended = slices.DeleteFunc(e.Attended, func(n string) bool { return slices.Contains(e.Leads, n) })
	switch {
	case len(e.Met) > 0:
		e.Kind = graph.Meeting
	case e.Away:
		e.Kind = graph.Visit
	default:
		e.Kind = graph.OtherEvent
	}
	return e, true
}

// smallWords may stand within names of people, places and offices in lower case.
var smallWords = wordSet("of the and for de da do dos das del della di du la le el al bin bint ibn ben abu van von der den zu y e s sur upon")

func wordSet(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

// isTitled reports whether a text has words that begin with capitals alone, beside small ones.
func isTitled(text string, most int) bool {
	words := strings.Fields(text)
	if len(words) == 0 || len(words) > most {
		return false
	}
	return !slices.ContainsFunc(words, func(w string) bool {
		w = strings.TrimLeft(w, "(\"'‘’“-")
		return !smallWords[strings.ToLower(w)] && !capital(w) && !strings.HasPrefix(w, "al-") && !strings.HasPrefix(w, "el-")
	})
}

const (
	longestPlace = 14 // words
	longestName  = 8
)

func isPlace(text string) bool {
	return isTitled(text, longestPlace) && !strings.ContainsAny(text, ":;!?")
}

func isName(text string) bool { return isTitled(text, longestName) }

// placeOf reads "Country, Region, City", or a region and a city alone.
func placeOf(text string) (p Place) {
	var parts []string
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.Trim(part, " .\t"); part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return p
	}
	if code, ok := countryOf(parts[0]); ok {
		p.Country, parts = code, parts[1:]
	} else if last := len(parts) - 1; last > 0 {
		if code, ok := countryOf(parts[last]); ok { // "Suva, Fiji"
			p.Country, parts = code, parts[:1]
		}
	}
	if len(parts) == 0 {
		return p
	}
	p.City = parts[len(parts)-1]
	for _, ending := range []string{" Municipality", " City"} {
		short, ok := strings.CutSuffix(p.City, ending)
		if ok && (p.Country == "" || ending != " City") { // Kuwait City is called so
			p.City = short
		}
	}
	return p
}

// countryOf returns the code of a country's name, which may have another name in parentheses.
func countryOf(name string) (code string, ok bool) {
	if before, _, found := strings.Cut(name, " ("); found {
		name = before
	}
	mentions := country.Mentions(name)
	if len(mentions) == 1 && mentions[0].Start == 0 && mentions[0].End == len(name) {
		return mentions[0].Code, true
	}
	return country.InWords(name)
}
