package country

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

//go:embed names.csv
var countryNamesCSV string

// Named returns the code (as ParseCode does) of the country with a name or an ISO code. It knows the
// English names of its own tables, and the names of the Unicode CLDR in every language of golang.org/x/text, with or
// without accents. It returns false for an unknown name, and for a name that several countries have.
func Named(name string) (code string, ok bool) {
	if code, ok = englishNames().exact[Folded(name)]; ok {
		return code, true
	}
	if code, ok = countryTable().codeOf(strings.TrimSpace(name)); ok {
		return code, true
	}
	return countryInWords(name)
}

const shortest = 4 // bytes of a name in running text: shorter ones are too often something else

// InWords is Named for the names of actors. It accepts no codes, because a name such as PRI is a party
// too.
func InWords(name string) (code string, ok bool) {
	key := Folded(name)
	if code, ok = englishNames().exact[key]; ok || len(key) < shortest {
		return code, ok
	}
	return countryInWords(name)
}

func countryInWords(name string) (code string, ok bool) {
	key := Folded(name)
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

// nameTable maps names to codes. It holds no name that several countries have.
type nameTable struct {
	exact map[string]string // by Folded
	words map[string]string // by bagOfWords
}

func newNameTable() nameTable { return nameTable{map[string]string{}, map[string]string{}} }

// add adds a name. A name of several countries gets a code that no country has.
func (t nameTable) add(name, code string) {
	for key, in := range map[string]map[string]string{Folded(name): t.exact, bagOfWords(name): t.words} {
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

// done removes the names that several countries have.
func (t nameTable) done() nameTable {
	for _, m := range []map[string]string{t.exact, t.words} {
		maps.DeleteFunc(m, func(_, code string) bool { return code == several })
	}
	return t
}

// englishNames returns the names of names.csv and codes.csv. The former take precedence.
var englishNames = sync.OnceValue(func() nameTable {
	t, exact := newNameTable(), map[string]string{}
	for c := range All() {
		exact[Folded(c.Name)] = c.Code
		if !c.Former() {
			t.add(c.Name, c.Code)
		}
	}
	for _, r := range countryAliases() {
		if r.code == unclear {
			continue
		}
		exact[Folded(r.name)] = r.code
		t.add(r.name, r.code)
	}
	t = t.done()
	t.exact = exact
	return t
})

type countryAlias struct{ name, code string }

const unclear = "-" // the code of names that mean several countries

// countryAliases returns the names of names.csv.
var countryAliases = sync.OnceValue(func() (out []countryAlias) {
	reader := csv.NewReader(strings.NewReader(countryNamesCSV))
	reader.Comment = '#'
	records, err := reader.ReadAll()
	if err != nil {
		panic("embedded names.csv: " + err.Error())
	}
	for _, r := range records[1:] {
		for name := range strings.SplitSeq(r[1], "|") {
			out = append(out, countryAlias{name, r[0]})
		}
	}
	return out
})

// allNames returns the names of present countries in all languages of the CLDR. It takes about a second to compute.
var allNames = sync.OnceValue(func() nameTable {
	t := newNameTable()
	regions := map[string]language.Region{}
	for c := range All() {
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
			t.exact[Folded(r.name)], t.words[bagOfWords(r.name)] = several, several
		}
	}
	return t.done()
})

// Folded returns the lookup form of a name. It is in lower case, without accents, punctuation and a leading "the",
// and "&" and "St." are written out.
func Folded(name string) string {
	words := foldedWords(name, false)
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	if i := slices.Index(words, "st"); i >= 0 {
		words[i] = "saint"
	}
	return strings.Join(words, " ")
}

// accented lists the scripts whose marks are accents. Names in them are also written without the marks.
var accented = []*unicode.RangeTable{unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew}

// writtenOut replaces letters that have no accent to remove.
var writtenOut = strings.NewReplacer(
	"&", " and ", "ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i", "ə", "e",
)

// foldedWords returns the words of a name. With apart, an apostrophe separates words.
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

// fillers holds articles and other small words, which lists put in parentheses behind the name, or leave out.
var fillers = func() map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq("the of and la le les l el los las de des du d del della dei da do das dos di et y e und der die von den o a os as") {
		out[w] = true
	}
	return out
}()

// shortened maps abbreviations in names to the full words.
var shortened = map[string]string{
	"rep": "republic", "dem": "democratic", "isds": "islands", "isd": "island", "terr": "territory", "br": "british", "fr": "french",
	"n": "northern", "st": "saint", "ste": "sainte", "fed": "federated", "pop": "populaire",
}

// bagOfWords returns the words of a name in alphabetical order, without fillers. "Korea (the Republic of)" and
// "Republic of Korea" have the same. It returns "" for a name in a script that does not separate words.
func bagOfWords(name string) string {
	words := slices.DeleteFunc(foldedWords(name, true), func(w string) bool { return fillers[w] })
	for i, w := range words {
		words[i] = cmp.Or(shortened[w], w)
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}
