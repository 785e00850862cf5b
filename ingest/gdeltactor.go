package ingest

import (
	"unicode"
	"unicode/utf8"

	"demarche/graph/country"
)

// A gdeltActor is one of the two actors of a row.
type gdeltActor struct {
	code string // as it stands there: the codes of its country, its group, its types … one after the other
	id   string // of the country, or else of the organization; empty if it is neither
	name string // for titles; made from codes alone, since names vary from report to report
}

func (c cells) gdeltActor(which string) gdeltActor {
	a := gdeltActor{code: c.cell(which + "Code")}
	country, group := c.cell(which+"CountryCode"), c.cell(which+"KnownGroupCode")
	code, isCountry := countryOfCAMEO(country)
	known, isKnown := organizationTable().byCode[group]
	switch {
	case isCountry:
		a.id, a.name = c.Country(code), countryName(code)
	case isKnown:
		a.id, a.name = c.Organization(known.name, known.kind, ""), known.name
	case country != "":
		a.name = country
	default:
		a.name = group
	}
	kind := cameoTypes[c.cell(which+"Type1Code")]
	switch {
	case a.name != "" && kind != "" && !isKnown:
		a.name += " (" + kind + ")"
	case a.name == "" && kind != "":
		a.name = kind
	case a.name == "":
		a.name = a.code
	}
	return a
}

// gdeltTitle is such as "China – North Korea: Consult".
func gdeltTitle(actor, target gdeltActor, code string) string {
	what := cameoTable().description[code]
	for n := len(code) - 1; what == ""; n-- {
		what = cameoTable().description[code[:n]]
	}
	if actor.name == "" {
		actor.name = "unnamed"
	}
	first, size := utf8.DecodeRuneInString(actor.name)
	title := string(unicode.ToUpper(first)) + actor.name[size:]
	if target.name != "" && target.code != actor.code {
		title += " – " + target.name
	}
	return title + ": " + what
}

func countryName(code string) string {
	c, _ := country.ByCode(code)
	return c.Name
}

// cameoTypes are what an actor is, as its first type code says.
var cameoTypes = map[string]string{
	"AGR": "agriculture", "BUS": "business", "COP": "police", "CRM": "criminals", "CVL": "civilians", "DEV": "development",
	"EDU": "education", "ELI": "elites", "ENV": "environment", "GOV": "government", "HLH": "health", "HRI": "human rights",
	"IGO": "intergovernmental organization", "IMG": "militarized group", "INS": "insurgents", "INT": "international", "JUD": "judiciary",
	"LAB": "labour", "LEG": "legislature", "MED": "media", "MIL": "military", "MNC": "multinational company", "MOD": "moderates",
	"NGM": "non-governmental movement", "NGO": "non-governmental organization", "OPP": "opposition", "RAD": "radicals", "REB": "rebels",
	"REF": "refugees", "REL": "religious group", "SEP": "separatists", "SET": "settlers", "SPY": "intelligence service", "UAF": "unaligned armed forces",
	"UIS": "unidentified state actor",
}
