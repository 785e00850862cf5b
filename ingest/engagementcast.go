package ingest

import (
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/identity"
	"demarche/ingest/engagement"
)

// castColumn is where a survey keeps who occurs in a list of engagements. It is the name of no column.
const castColumn = "the people in the texts"

// A cast is who occurs in the texts of a list of engagements.
type cast struct {
	leaders   map[string]string  // by each key of identity.NameKeys, the spelling that sorts first
	countries map[string]sayings // of those who were met, by each key
}

// sayings are the rows that give a name a country, by the country's code. A row that is repeated counts once.
type sayings map[string]map[string]bool

// note takes down the leader and the guests of a row.
func (f *columnFacts) note(leader, text string, said engagement.Engagement) {
	if f.leaders == nil {
		f.leaders = map[string]string{}
	}
	for _, key := range identity.NameKeys(leader) {
		if before, ok := f.leaders[key]; key != "" && (!ok || leader < before) {
			f.leaders[key] = leader
		}
	}
	for _, p := range said.Met {
		f.noteCountry(p.Name, p.Country, text)
	}
}

// noteCountry takes down that a row names somebody with a country, which may be empty.
func (f *columnFacts) noteCountry(name, code, row string) {
	if code == "" {
		return
	}
	if f.countries == nil {
		f.countries = map[string]sayings{}
	}
	row = graph.Hash(row)
	for _, key := range identity.NameKeys(name) {
		said := f.countries[key]
		if said == nil {
			said = sayings{}
			f.countries[key] = said
		}
		if said[code] == nil {
			said[code] = map[string]bool{}
		}
		said[code][row] = true
	}
}

// leader returns a name as the list spells it, if it is that of one of its leaders, and else an empty text.
func (f *columnFacts) leader(name string) string {
	for _, key := range identity.NameKeys(name) {
		if known := f.leaders[key]; known != "" {
			return known
		}
	}
	return ""
}

// mostSay is how many rows have to give a name a country for each row that gives it another one.
const mostSay = 3

// countryOf returns the code of the country that the rows give everybody of a name. It is empty if they give none, or
// several and none of them for the most part.
func (f *columnFacts) countryOf(name string) string {
	for _, key := range identity.NameKeys(name) {
		all := 0
		for _, rows := range f.countries[key] {
			all += len(rows)
		}
		for code, rows := range f.countries[key] {
			if n := len(rows); n >= mostSay*(all-n) {
				return code
			}
		}
	}
	return ""
}

// leadersIn returns the leaders of the list whose names stand in a text, in order.
func (f *columnFacts) leadersIn(text string) (out []string) {
	padded := " " + strings.Join(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,.;:()\"#", r) }), " ") + " "
	for _, name := range f.leaders {
		if strings.Contains(padded, " "+name+" ") && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}
