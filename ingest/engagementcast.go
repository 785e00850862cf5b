package ingest

import (
	"slices"
	"strings"

	"demarche/graph/identity"
	"demarche/ingest/engagement"
)

// castColumn is where a survey keeps who occurs in a list of engagements. It is the name of no column.
const castColumn = "the people in the texts"

// A cast is who occurs in the texts of a list of engagements.
type cast struct {
	leaders   map[string]string // by each key of identity.NameKeys, the spelling that sorts first
	countries map[string]string // codes of those who were met, by each key; several for names of several countries
}

const severalCountries = "-"

// note takes down the leader and the guests of a row.
func (f *columnFacts) note(leader string, said engagement.Engagement) {
	if f.leaders == nil {
		f.leaders = map[string]string{}
	}
	for _, key := range identity.NameKeys(leader) {
		if before, ok := f.leaders[key]; key != "" && (!ok || leader < before) {
			f.leaders[key] = leader
		}
	}
	for _, p := range said.Met {
		f.noteCountry(p.Name, p.Country)
	}
}

// noteCountry takes down that a name occurs with a country, which may be empty.
func (f *columnFacts) noteCountry(name, code string) {
	if f.countries == nil {
		f.countries = map[string]string{}
	}
	for _, key := range identity.NameKeys(name) {
		switch before := f.countries[key]; {
		case code == "" || before == code:
		case before == "":
			f.countries[key] = code
		default:
			f.countries[key] = severalCountries
		}
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

// countryOf returns the code of the country that the texts give everybody of a name. It is empty if they give none or
// several.
func (f *columnFacts) countryOf(name string) string {
	for _, key := range identity.NameKeys(name) {
		if code := f.countries[key]; code != "" && code != severalCountries {
			return code
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
