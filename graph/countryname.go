package graph

import (
	"cmp"
	_ "embed"
	"encoding/csv"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/unicode/norm"
)

//go:embed countrynames.csv
var countryNamesCSV string

// CountryNamed returns the code (as ParseCountryCode does) of the country that a name or an ISO code means. It knows the
// names in English of its own tables, and those of the Unicode CLDR in every language that golang.org/x/text holds, with
// accents or without. A name that is not there, or that means several countries, is no country: none is guessed.
func CountryNamed(name string) (code string, ok bool) {
	if code, ok = englishNames().exact[FoldedName(name)]; ok {
		return code, true
	}
	if code, ok = countryTable().codeOf(strings.TrimSpace(name)); ok {
		return code, true
	}
	return countryInWords(name)
}

const shortest = 4 // bytes of a name in running text: shorter ones are too often something else

// CountryInWords is CountryNamed for the names of actors, among which PRI is a party: no text is read as a code.
func CountryInWords(name string) (code string, ok bool) {
	key := FoldedName(name)
	if code, ok = englishNames().exact[key]; ok || len(key) < shortest {
		return code, ok
	}
	return countryInWords(name)
}

func countryInWords(name string) (code string, ok bool) {
	key := FoldedName(name)
	if words := bagOfWords(name); words != "" {
		if code, ok = englishNames().words[words]; ok {
			return code, true
		}
	}
	if code, ok = allNames().exact[key]; ok {
		return code, true
	}
	code, ok = allNames().words[bagOfWords(name)]
	return code, ok
}

// nameTable leads from names to codes. A name that means several countries is not in it.
type nameTable struct {
	exact map[string]string // by FoldedName
	words map[string]string // by bagOfWords
}

func newNameTable() nameTable { return nameTable{map[string]string{}, map[string]string{}} }

// add adds a name; several is a code that no country has.
func (t nameTable) add(name, code string) {
	for key, in := range map[string]map[string]string{FoldedName(name): t.exact, bagOfWords(name): t.words} {
		switch before, known := in[key]; {
		case key == "":
		case known && before != code:
			in[key] = several
		default:
			in[key] = code
		}
	}
}

const several = ""

// done takes names out that mean several countries.
func (t nameTable) done() nameTable {
	for _, m := range []map[string]string{t.exact, t.words} {
		maps.DeleteFunc(m, func(_, code string) bool { return code == several })
	}
	return t
}

// englishNames are the names of countrycodes.csv and, before those, of countrynames.csv.
var englishNames = sync.OnceValue(func() nameTable {
	t, exact := newNameTable(), map[string]string{}
	for c := range Countries() {
		exact[FoldedName(c.Name)] = c.Code
		if !c.Former() {
			t.add(c.Name, c.Code)
		}
	}
	for _, r := range countryAliases() {
		if r.code == unclear {
			continue
		}
		exact[FoldedName(r.name)] = r.code
		t.add(r.name, r.code)
	}
	t = t.done()
	t.exact = exact
	return t
})

type countryAlias struct{ name, code string }

const unclear = "-" // the code of names that mean several countries

// countryAliases are the names of countrynames.csv.
var countryAliases = sync.OnceValue(func() (out []countryAlias) {
	reader := csv.NewReader(strings.NewReader(countryNamesCSV))
	reader.Comment = '#'
	records, err := reader.ReadAll()
	if err != nil {
		panic("embedded countrynames.csv: " + err.Error())
	}
	for _, r := range records[1:] {
		for name := range strings.SplitSeq(r[1], "|") {
			out = append(out, countryAlias{name, r[0]})
		}
	}
	return out
})

// allNames are the names of present countries in all languages of the CLDR. It takes about a second to make.
var allNames = sync.OnceValue(func() nameTable {
	t := newNameTable()
	regions := map[string]language.Region{}
	for c := range Countries() {
		if r, err := language.ParseRegion(c.Alpha2); err == nil && !c.Former() {
			regions[c.Code] = r
		}
	}
	for _, tag := range display.Supported.Tags() {
		namer := display.Regions(tag)
		if namer == nil {
			continue
		}
		for code, region := range regions {
			if name := namer.Name(region); name != "" {
				t.add(name, code)
			}
		}
	}
	for _, r := range countryAliases() {
		if r.code == unclear {
			t.exact[FoldedName(r.name)], t.words[bagOfWords(r.name)] = several, several
		}
	}
	return t.done()
})

// FoldedName is a name as it is looked up: in lower case without accents and punctuation, "&" and "St." written out, and no
// "the" in front.
func FoldedName(name string) string {
	words := foldedWords(name, false)
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	if i := slices.Index(words, "st"); i >= 0 {
		words[i] = "saint"
	}
	return strings.Join(words, " ")
}

// accented are the scripts whose marks are accents: a name is written without them too.
var accented = []*unicode.RangeTable{unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew}

// writtenOut replaces what has no accent to take away.
var writtenOut = strings.NewReplacer(
	"&", " and ", "ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i", "ə", "e",
)

// foldedWords are the words of a name; an apostrophe parts words, or stands within one.
func foldedWords(name string, apart bool) []string {
	var b strings.Builder
	marks := false // whether a mark here is a part of its letter
	for _, r := range norm.NFKD.String(writtenOut.Replace(strings.ToLower(name))) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			marks = !unicode.In(r, accented...)
			b.WriteRune(r)
		case unicode.IsMark(r):
			if marks {
				b.WriteRune(r)
			}
		case strings.ContainsRune("-‐‑–—,()[]_/", r), unicode.IsSpace(r), apart && strings.ContainsRune("'’‘ʼ.", r):
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

// fillers are articles and other small words, which lists set behind the name in parentheses, or leave out.
var fillers = func() map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq("the of and la le les l el los las de des du d del della dei da do das dos di et y e und der die von den o a os as") {
		out[w] = true
	}
	return out
}()

// shortened are words that names are shortened with, written out.
var shortened = map[string]string{
	"rep": "republic", "dem": "democratic", "isds": "islands", "isd": "island", "terr": "territory", "br": "british", "fr": "french",
	"n": "northern", "st": "saint", "ste": "sainte", "fed": "federated", "pop": "populaire",
}

// bagOfWords is a name's words in the order of the alphabet, without fillers: "Korea (the Republic of)" is "Republic of
// Korea". It is empty for a name in scripts that do not part words.
func bagOfWords(name string) string {
	words := slices.DeleteFunc(foldedWords(name, true), func(w string) bool { return fillers[w] })
	for i, w := range words {
		words[i] = cmp.Or(shortened[w], w)
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}
