package identity

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// NameKeys returns the words of a name in alphabetical order, and its letters without blanks. Case and accents make no
// difference to either key, hyphens and the order of the words none to the first, and blanks none to the second.
func NameKeys(name string) []string {
	in := words(name)
	joined := strings.Join(in, "")
	slices.Sort(in)
	return []string{strings.Join(in, " "), joined}
}

// words returns the words of a text, without case and accents.
func words(text string) []string {
	return strings.FieldsFunc(folded(text), func(r rune) bool { return !unicode.In(r, unicode.L, unicode.Nd, unicode.M) })
}

// folded returns a text without case and accents.
func folded(s string) string {
	// Most texts are ASCII, and a transformer allocates buffers.
	if strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0 {
		return strings.ToLower(s)
	}
	out, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	if err != nil {
		out = s
	}
	return strings.ToLower(out)
}
