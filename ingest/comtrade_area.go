package ingest

import (
	"strconv"
	"strings"

	"demarche/graph/country"
)

// spelled writes out how Comtrade shortens names.
var spelled = strings.NewReplacer(
	"Rep.", "Republic", "Dem.", "Democratic", "Isds", "Islands", "Terr.", "Territory", "Br.", "British", "Fr.", "French", "N. ", "Northern ",
)

// sideColumns are what the columns of the reporter and of the partner are called: the number, the ISO code, the name.
var sideColumns = map[string][3][]string{
	"reporter": {
		{"reporterCode", "rtCode"},
		{"reporterISO", "reporterISO3", "reporterCodeIsoAlpha3", "rt3ISO"},
		{"reporterDesc", "reporter", "reporterName", "reporterCountry", "rtTitle"},
	},
	"partner": {
		{"partnerCode", "ptCode"},
		{"partnerISO", "partnerISO3", "partnerCodeIsoAlpha3", "pt3ISO"},
		{"partnerDesc", "partner", "partnerName", "partnerCountry", "ptTitle"},
	},
}

// area is the reporter or the partner, a country or an aggregate: by its number, else its ISO code, else its name.
func (t *trade) area(who string) string {
	names := sideColumns[who]
	number, iso, name := t.cell(names[0]...), t.cell(names[1]...), t.cell(names[2]...)
	if code, ok := countryByComtrade(number); ok {
		return t.Country(code)
	}
	if code, ok := country.AggregateCoded(number); ok {
		return t.TradeArea(code)
	}
	if code, ok := countryByM49(number); ok {
		return t.Country(code)
	}
	for _, text := range []string{iso, name, spelled.Replace(name)} {
		if code, ok := country.Named(text); ok {
			return t.Country(code)
		}
		if code, ok := country.AggregateNamed(text); ok {
			return t.TradeArea(code)
		}
	}
	t.Reject(who, strings.Join(strings.Fields(number+" "+iso+" "+name), " "), "it is neither a country nor an aggregate such as World: write its number in UN Comtrade, its ISO 3166-1 code or its name")
	return ""
}

// countryByComtrade is the country of a number of Comtrade's, as text with or without leading zeros.
func countryByComtrade(text string) (string, bool) {
	n, err := strconv.Atoi(text)
	if err != nil || n <= 0 {
		return "", false
	}
	found := ""
	for c := range country.All() {
		if c.Comtrade == n || c.Also == n && found == "" {
			found = c.Code
		}
	}
	return found, found != ""
}

// countryByM49 returns the code of the country with a number of M49. Comtrade keeps that number of a few countries for
// another extent of them: 699 is India, and 356 India until 1974. A number that Comtrade gives to another area is not
// asked for here.
func countryByM49(text string) (string, bool) {
	n, err := strconv.Atoi(text)
	if err != nil || n <= 0 {
		return "", false
	}
	for c := range country.All() {
		if c.M49 == n && !c.Former() {
			return c.Code, true
		}
	}
	return "", false
}
