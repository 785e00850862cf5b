package country

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

func TestCountryNamed(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"North Korea": "PRK", "Korea, North": "PRK", "DPRK": "PRK", "Republic of Korea": "KOR", "  south   korea ": "KOR",
		"United States": "USA", "U.S.": "USA", "US": "USA", "the Bahamas": "BHS", "Cote d'Ivoire": "CIV", "Côte d’Ivoire": "CIV",
		"St. Lucia": "LCA", "Burma": "MMR", "U.S.S.R.": "SUHH", "Vatican City": "VAT", "China, People’s Republic of": "CHN", "Republic of China": "TWN",
		"Antigua & Barbuda": "ATG", "prk": "PRK", "KP": "PRK", "Türkiye": "TUR", "Turkey": "TUR",
		"Guiné Equatorial": "GNQ", "guine equatorial": "GNQ", "Coreia do Norte": "PRK", "Rússia": "RUS", "Brasil": "BRA", "Irã": "IRN", "Chine (la)": "CHN",
		"Équateur (l')": "ECU", "Caïmans (les Îles)": "CYM", "Korea (the Republic of)": "KOR", "Korea (the Democratic People's Republic of)": "PRK",
		"Congo (the Democratic Republic of the)": "COD", "Congo (the)": "COG", "朝鲜": "PRK", "朝鮮": "PRK", "北朝鮮": "PRK", "북한": "PRK", "Северная Корея": "PRK",
		"КНДР": "PRK", "كوريا الشمالية": "PRK", "Großbritannien": "GBR", "Deutschland": "DEU", "Macédoine du Nord": "MKD", "Esuatini": "SWZ",
	} {
		if got, ok := Named(name); !ok || got != want {
			t.Errorf("%s is %s, %t; want %s", name, got, ok, want)
		}
	}
}

func TestUnknownCountry(t *testing.T) {
	t.Parallel()
	for name, says := range map[string]string{
		"North Koreaa": "PRK (North Korea)", "Atlantis": "write its name", "": "write its name", "Africa": "ZAF (South Africa)",
		"korea, dem. rep.": "did you mean KOR (South Korea) or PRK (North Korea)?", "Korea": "KOR (South Korea) or PRK (North Korea)", "Corea": "KOR (South Korea) or PRK",
		"Equatorial Guineaa": "GNQ", "Swizerland": "CHE (Switzerland)", "the republic": "write its name", strings.Repeat("Korea ", 1000): "write its name",
	} {
		_, known := Named(name)
		_, err := ParseCode(name)
		if said := Unknown(name); known || !strings.Contains(said, says) || len(said) > 400 {
			t.Errorf("%q: %t, %s", name, known, said)
		}
		if _, near, ok := strings.Cut(says, "mean "); ok && !strings.Contains(err.Error(), near) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// Named finds each country under its name in each language of the table, with accents or without. Names that are
// also codes are exceptions.
func TestCountryNamed_languages(t *testing.T) {
	t.Parallel()
	plain := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	for code := range strings.FieldsSeq("en es fr ar zh zh-Hant ru ja ko de pt it nl pl tr vi uk sv") {
		namer := display.Regions(language.MustParse(code))
		for c := range All() {
			region, err := language.ParseRegion(c.Alpha2)
			if c.Former() || err != nil {
				continue
			}
			name := namer.Name(region)
			bare, _, err := transform.String(plain, name)
			if err != nil {
				t.Fatal(err)
			}
			names := []string{name, strings.ToUpper(name)}
			if unicode.In([]rune(name)[0], accented...) {
				names = append(names, bare)
			}
			for _, n := range names {
				if _, isCode := countryTable().codeOf(n); isCode {
					continue
				}
				if got, ok := Named(n); !ok || got != c.Code {
					t.Errorf("%s: %s is %q, want %s", code, n, got, c.Code)
				}
			}
		}
	}
}

// Each name of the tables leads to a country that there is.
func TestCountryNames(t *testing.T) {
	t.Parallel()
	for _, table := range []nameTable{englishNames(), allNames()} {
		for name, code := range table.exact {
			if _, ok := ByCode(code); !ok || name == "" {
				t.Errorf("%q is %q", name, code)
			}
		}
	}
}
