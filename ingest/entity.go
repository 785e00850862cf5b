package ingest

import (
	"slices"
	"strings"

	"demarche/graph/country"
)

// An entity is the subject or the object of a quadruple.
type entity struct {
	name   string
	key    string   // the same for all spellings
	actors []string // ids; none for a region
}

// entity reads the name in a column. It tries, in this order: a country, a known organization or region, a role in a
// country ("Police (Singapore)"), and another organization, which its words show. Any other name is a person's. The
// last two have a country only if another column gives it.
func (c cells) entity(column string) entity {
	text := Text(strings.ReplaceAll(c.cell(column), "_", " "))
	key := country.Folded(text)
	if key == "" {
		c.Reject(column, text, "it is empty")
		return entity{}
	}
	if code, ok := country.InWords(text); ok { // not by code: PRI is a party too
		id := c.Country(code)
		return entity{countryName(code), id, []string{id}}
	}
	if known, ok := organizationTable().byName[key]; ok {
		if known.kind == "REGION" {
			return entity{known.name, key, nil}
		}
		return single(known.name, c.Organization(known.name, known.kind, ""))
	}
	role, code, ok := roleIn(text)
	kind, isOrganization := organizationKind(role)
	switch {
	case ok: // "Military (Singapore)" is of the country, as SGPMIL of CAMEO is
		country := c.Country(code)
		e := single(text, c.Organization(text, kind, country))
		e.actors = append(e.actors, country)
		return e
	case isOrganization, strings.Contains(text, "("), !strings.Contains(text, " "):
		return c.body(text, kind, c.countryBeside(column))
	}
	return single(text, c.Official(text, c.countryBeside(column)))
}

// body returns an organization. A government or ministry acts for its country too.
func (c cells) body(name, kind, country string) entity {
	e := single(name, c.Organization(name, kind, country))
	if country != "" && (kind == "GOVERNMENT" || kind == "MINISTRY") {
		e.actors = append(e.actors, country)
	}
	return e
}

func single(name, id string) entity { return entity{name, id, []string{id}} }

// roleIn reads "Police (Singapore)" and the like; without a country's name in parentheses the role is the whole text.
func roleIn(text string) (role, code string, ok bool) {
	inner, closed := strings.CutSuffix(text, ")")
	for i := range inner {
		if closed && strings.HasPrefix(inner[i:], " (") {
			if code, ok := country.InWords(inner[i+2:]); ok {
				return text[:i], code, true
			}
		}
	}
	return text, "", false
}

// organizationWords are words that show of which kind an organization is, the first that fits; those of OTHER show only
// that it is one.
var organizationWords = []struct {
	kind  string
	words []string
}{
	{"COMPANY", []string{"bank", "company", "corporation", "corp", "airline", "airlines", "motor", "motors", "ltd", "inc"}},
	{"PARTY", []string{"party", "parties"}},
	{"MINISTRY", []string{"ministry", "department", "foreign affairs", "domestic affairs"}},
	{"LEGISLATURE", []string{"parliament", "congress", "senate", "legislature", "legislative", "assembly", "assemblies", "duma", "house of representatives"}},
	{"GOVERNMENT", []string{"government", "cabinet", "authorities", "royal administration", "envoy", "ambassador", "embassy", "high commission"}},
	{"AGENCY", []string{
		"police", "military", "army", "navy", "naval", "air force", "armed forces", "defense forces", "defence forces", "national guard", "intelligence",
		"court", "courts", "agency", "commission", "bureau", "administration", "authority", "tribunal", "service",
	}},
	{"OTHER", []string{
		"alliance", "army corps", "association", "board", "brigade", "brigades", "cartel", "center", "centre", "club", "coalition", "committee",
		"community", "conference", "council", "federation", "fighters", "force", "forces", "foundation", "front", "fund", "group", "groups", "guards", "institute",
		"league", "liberation", "media", "militia", "movement", "network", "news", "office", "organization", "organizations", "organisation", "program",
		"programme", "republic", "secretariat", "society", "state", "union", "university",
	}},
}

// organizationKind is the kind that a name's words show, and whether they show any.
func organizationKind(name string) (kind string, ok bool) {
	words := " " + country.Folded(name) + " "
	for _, k := range organizationWords {
		if slices.ContainsFunc(k.words, func(w string) bool { return strings.Contains(words, " "+w+" ") }) {
			return k.kind, true
		}
	}
	return "OTHER", false
}
