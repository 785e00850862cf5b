package country

import (
	"encoding/csv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

func TestCountryMentions(t *testing.T) {
	for text, want := range map[string]string{
		"German Chancellor":                                        "DEU",
		"Former U.S. Secretary of State":                           "USA",
		"US Trade Representative for us":                           "USA",
		"South Korean envoy":                                       "KOR",
		"Democratic People's Republic of Korea":                    "PRK",
		"Foreign Minister of the Republic of Korea (ROK)":          "KOR KOR",
		"Workers' Party of Korea (DPRK)":                           "PRK",
		"Korean leader":                                            "",
		"South Sudan's President":                                  "SSD",
		"Sudanese President":                                       "SDN",
		"United Arab Emirates Foreign Minister":                    "ARE",
		"Head of the Japan-Fiji Society":                           "JPN FJI",
		"Serbia and Montenegro Foreign Minister":                   "CSXX",
		"Soviet Premier":                                           "SUHH",
		"Prime Minister of Cote d'Ivoire":                          "CIV",
		"President of the 65th session of the UN General Assembly": "",
		"Secretary-General of the Organization of American States": "",
		"Governor of New Jersey":                                   "",
		"polish of the table":                                      "",
		"President of Guinea-Bissau":                               "GNB",
		"Ambassador of Papua New Guinea":                           "PNG",
		"Crown Prince of the Kingdom of Saudi Arabia":              "SAU",
		"Brunei’s Sultan":                                          "BRN",
	} {
		var codes []string
		for _, m := range Mentions(text) {
			codes = append(codes, m.Code)
			if m.Start >= m.End || m.End > len(text) {
				t.Errorf("%q: %+v", text, m)
			}
		}
		if d := gocmp.Diff(want, strings.Join(codes, " ")); d != "" {
			t.Errorf("%q: %s", text, d)
		}
	}
}

// Each word of demonyms.csv stands for one country of the table, and for no other than its name does.
func TestDemonyms(t *testing.T) {
	reader := csv.NewReader(strings.NewReader(demonymsCSV))
	reader.Comment = '#'
	records, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, r := range records[1:] {
		if _, ok := ByCode(r[0]); !ok && r[0] != unclear {
			t.Errorf("%s is no country", r[0])
		}
		for word := range strings.SplitSeq(r[1], "|") {
			key := Folded(word)
			if before, twice := seen[key]; twice {
				t.Errorf("%q stands for %s and %s", word, before, r[0])
			}
			seen[key] = r[0]
			if code, ok := englishNames().exact[key]; ok && code != r[0] {
				t.Errorf("%q stands for %s, and is the name of %s", word, r[0], code)
			}
		}
	}
}
