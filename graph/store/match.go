package store

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// bestMatch is the text that holds the most of the words, the first of equals.
func bestMatch(texts []string, words string) string {
	wanted := strings.FieldsFunc(folded(words), func(r rune) bool { return !isLetter(r) })
	best, most := "", -1
	for _, t := range texts {
		n := 0
		in := folded(t)
		for _, w := range wanted {
			if strings.Contains(in, w) {
				n++
			}
		}
		if n > most {
			best, most = t, n
		}
	}
	return best
}

// folded is a text without case and accents.
func folded(s string) string {
	if isASCII(s) { // most are, and the transformers have buffers of their own for each text
		return strings.ToLower(s)
	}
	out, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	if err != nil {
		out = s
	}
	return strings.ToLower(out)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
