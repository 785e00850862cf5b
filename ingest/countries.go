package ingest

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"demarche/graph"
)

//go:embed countrynames.csv
var countryNamesCSV string

// CountryNamed returns the code (as graph.ParseCountryCode does) of the country that a name in English or an ISO code
// means. A name that is not in the table is no country: none is guessed.
func CountryNamed(name string) (code string, ok bool) {
	if code, ok = countryIndex().names[nameKey(name)]; ok {
		return code, true
	}
	code, err := graph.ParseCountryCode(strings.TrimSpace(name))
	return code, err == nil
}

// countryOfCAMEO returns the code of the country with a code of CAMEO, as actors in GDELT have one.
func countryOfCAMEO(code string) (string, bool) {
	out, ok := countryIndex().cameo[code]
	return out, ok
}

// countryOfFIPS returns the code of the country with a code of FIPS 10-4, as places in GDELT have one.
func countryOfFIPS(code string) (string, bool) {
	out, ok := countryIndex().fips[code]
	return out, ok
}

// unknownCountry says that a name is not known, and which are near.
func unknownCountry(name string) string {
	var near []string
	key := nameKey(name)
	for c := range graph.Countries() {
		known := nameKey(c.Name)
		if oneEditApart(known, key) || len(key) >= 4 && (strings.Contains(known, key) || strings.Contains(key, known)) {
			near = append(near, c.Name+" ("+c.Code+")")
		}
	}
	if len(near) == 0 || len(near) > 3 {
		return fmt.Sprintf("no country is known by the name %q: write its name in English or its ISO 3166-1 code", name)
	}
	return fmt.Sprintf("no country is known by the name %q: did you mean %s?", name, strings.Join(near, " or "))
}

type countries struct{ names, cameo, fips map[string]string } // each to the code

var countryIndex = sync.OnceValue(func() countries {
	t := countries{map[string]string{}, map[string]string{}, map[string]string{}}
	for c := range graph.Countries() {
		t.names[nameKey(c.Name)] = c.Code
		if c.CAMEO != "" {
			t.cameo[c.CAMEO] = c.Code
		}
		for fips := range strings.FieldsSeq(c.FIPS) {
			t.fips[fips] = c.Code
		}
	}
	for _, r := range readEmbedded("countrynames.csv", countryNamesCSV) {
		for name := range strings.SplitSeq(r[1], "|") {
			t.names[nameKey(name)] = r[0]
		}
	}
	return t
})

// readEmbedded reads a table of this package's own, without its header.
func readEmbedded(name, text string) [][]string {
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comment = '#'
	records, err := reader.ReadAll()
	if err != nil {
		panic("embedded " + name + ": " + err.Error())
	}
	return records[1:]
}

// nameKey is a name as it is looked up: lower case without accents and punctuation, "&" and "St." written out, and no
// "the" in front.
func nameKey(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ReplaceAll(strings.ToLower(name), "&", " and ")) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(r)
		case r == ' ' || r == '-' || r == ',' || r == '(' || r == ')' || r == '_' || r == '/' || unicode.IsSpace(r):
			b.WriteByte(' ')
		}
	}
	words := strings.Fields(b.String())
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	if i := slices.Index(words, "st"); i >= 0 {
		words[i] = "saint"
	}
	return strings.Join(words, " ")
}

// oneEditApart reports whether a letter added, left out or replaced makes one of the other.
func oneEditApart(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || len(a) < 3 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i < len(a) && a[i+1:] == b[i+1:]
	}
	return a[i:] == b[i+1:]
}
