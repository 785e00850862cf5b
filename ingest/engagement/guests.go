package engagement

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/graph"
	"demarche/graph/country"
)

// guests reads "NAME (OFFICE) NAME (OFFICE) …", where offices may hold parentheses. Several names with commas between
// may stand before an office, which is the last one's.
func guests(text, home string) (out []Person) {
	add := func(before, office string) {
		list := names(before)
		if last := len(out) - 1; len(list) == 0 && last >= 0 && office != "" { // a second office
			out[last].Office = strings.TrimPrefix(out[last].Office+", "+graph.Line(office), ", ")
			out[last].Country = OfficeCountry(out[last].Office, home)
		}
		for i, name := range list {
			p := Person{Name: name}
			if i == len(list)-1 {
				p.Office = strings.Trim(graph.Line(office), " ,;.")
				p.Country = OfficeCountry(p.Office, home)
			}
			if !slices.ContainsFunc(out, func(o Person) bool { return o.Name == p.Name }) {
				out = append(out, p)
			}
		}
	}
	for {
		open := strings.IndexByte(text, '(')
		if open < 0 {
			add(text, "")
			return out
		}
		end := closing(text[open:])
		add(text[:open], text[open+1:open+end])
		text = strings.TrimLeft(text[min(open+end+1, len(text)):], " ,;.)")
		text = strings.TrimPrefix(text, "and ")
	}
}

// closing returns where the parenthesis at the beginning of a text is closed. One that is open ends with the text.
func closing(text string) int {
	depth := 0
	for i, r := range text {
		switch r {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(text)
}

// generations stand behind a name and a comma.
var generations = regexp.MustCompile(`(?i)^(?:jr|sr|ii|iii|iv)\.?$`)

// abbreviated ends with a full stop that belongs to it.
var abbreviated = regexp.MustCompile(`(?i)(?:^|[ .])(?:\p{L}|jr|sr|st)\.$`)

// names reads a list of names with commas, semicolons or "and" between.
func names(text string) (out []string) {
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' }) {
		for name := range strings.SplitSeq(part, " and ") {
			name = strings.TrimLeft(graph.Line(name), " .,;:&#")
			name = strings.TrimRight(strings.TrimPrefix(name, "and "), " ,;:&#")
			if full, ok := strings.CutSuffix(name, "."); ok && !abbreviated.MatchString(name) {
				name = full
			}
			switch {
			case !strings.ContainsFunc(name, unicode.IsLetter):
			case generations.MatchString(name) && len(out) > 0:
				out[len(out)-1] += ", " + name
			case !slices.Contains(out, name):
				out = append(out, name)
			}
		}
	}
	return out
}

// elsewhere are words between an office and a country that it deals with, but does not belong to.
var elsewhere = wordSet("to for with in towards toward between against versus")

// aides serve those who stand behind "to" ("Adviser to the Nigerian President").
var aides = regexp.MustCompile(`(?i)\b(?:advis[eo]r|aide|assistant|secretary|counsel(?:l?or)?) to(?: the)? $`)

// envoys deal with what stands behind "on".
var envoys = regexp.MustCompile(`(?i)\b(?:envoy|representative|advis[eo]r|coordinator|rapporteur|negotiator|expert|ambassador)\b[^,]* on(?: the)? $`)

// joint stands between two countries that an office deals with ("for Japan-Fiji Friendship").
var joint = regexp.MustCompile(`^(?:'s)?(?:\s*[-–/,&]\s*|\s+and\s+)(?:the )?$`)

// OfficeCountry returns the code of the country to which an office belongs. It is empty if the office names none. Of
// several countries the first counts that is not home. Those after "to", "for" and the like do not count ("U.S.
// Ambassador to China").
func OfficeCountry(office, home string) string {
	first, skipped := "", -1 // where the last mention ended that does not count
	for _, m := range country.Mentions(office) {
		before := office[:m.Start]
		switch {
		case skipped >= 0 && joint.MatchString(office[skipped:m.Start]), dealtWith(before):
			skipped = m.End
		case m.Code != home:
			return m.Code
		default:
			first = m.Code
		}
	}
	return first
}

// dealtWith reports whether an office deals with what stands behind its words, but does not belong to it.
func dealtWith(before string) bool {
	words := strings.Fields(before)
	if n := len(words); n > 0 && words[n-1] == "the" {
		words = words[:n-1]
	}
	n := len(words)
	return n > 0 && elsewhere[strings.ToLower(words[n-1])] && !aides.MatchString(before) || envoys.MatchString(before)
}

// capital reports whether a word begins with a capital letter or a digit.
func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.IsLetter(r) && !unicode.IsLower(r)
}
