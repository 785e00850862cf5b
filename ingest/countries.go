package ingest

import (
	"encoding/csv"
	"strings"
	"sync"

	"demarche/graph/country"
)

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

type countries struct{ cameo, fips map[string]string } // each to the code

var countryIndex = sync.OnceValue(func() countries {
	t := countries{map[string]string{}, map[string]string{}}
	for c := range country.All() {
		if c.CAMEO != "" {
			t.cameo[c.CAMEO] = c.Code
		}
		for fips := range strings.FieldsSeq(c.FIPS) {
			t.fips[fips] = c.Code
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
