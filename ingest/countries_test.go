package ingest

import (
	"strings"
	"testing"

	"demarche/graph"
)

func TestCountryNamed(t *testing.T) {
	for name, want := range map[string]string{
		"North Korea": "PRK", "Korea, North": "PRK", "DPRK": "PRK", "Republic of Korea": "KOR", "  south   korea ": "KOR",
		"United States": "USA", "U.S.": "USA", "US": "USA", "the Bahamas": "BHS", "Cote d'Ivoire": "CIV", "Côte d’Ivoire": "CIV",
		"St. Lucia": "LCA", "Burma": "MMR", "U.S.S.R.": "SUHH", "Vatican City": "VAT", "China, People’s Republic of": "CHN", "Republic of China": "TWN",
		"Antigua & Barbuda": "ATG", "prk": "PRK", "KP": "PRK", "Türkiye": "TUR", "Turkey": "TUR",
	} {
		if got, ok := CountryNamed(name); !ok || got != want {
			t.Errorf("%s is %s, %t; want %s", name, got, ok, want)
		}
	}
	for name, says := range map[string]string{
		"Brasil": "did you mean Brazil (BRA)?", "North Koreaa": "North Korea (PRK)", "Atlantis": "write its name in English", "": "write its name", "Africa": "South Africa (ZAF)",
	} {
		if got, ok := CountryNamed(name); ok || !strings.Contains(unknownCountry(name), says) {
			t.Errorf("%q: %s, %s", name, got, unknownCountry(name))
		}
	}
}

// Each name and each code of the tables of names leads to a country that there is.
func TestCountryNames(t *testing.T) {
	t.Parallel()
	all := countryIndex()
	for name, code := range all.names {
		if _, ok := graph.CountryByCode(code); !ok || name == "" {
			t.Errorf("%q is %q", name, code)
		}
	}
	if code, _ := countryOfCAMEO("ROM"); code != "ROU" {
		t.Error(code)
	}
	if code, _ := countryOfFIPS("CH"); code != "CHN" {
		t.Error(code)
	}
}
