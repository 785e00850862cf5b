package identity

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"
)

// token is a word as it is written, with what stands around it.
type token struct {
	text     string
	joined   bool // a hyphen joins it to the next one
	closed   bool // a comma ends its part of the name
	initials bool // letters in upper case that are no word
	lower    bool // it has letters in lower case, in a name that has others
}

// tokensOf splits a name into folded words.
func tokensOf(text string) (out []token) {
	upper := strings.ToUpper(text) == text
	for _, field := range strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(".·・‧•/_()\"“”«»", r)
	}) {
		closed := strings.HasSuffix(field, ",")
		parts := strings.FieldsFunc(field, func(r rune) bool { return unicode.In(r, unicode.Pd) || r == ',' || r == ';' })
		for i, part := range parts {
			folded := foldWord(part)
			if folded == "" {
				continue
			}
			last := i == len(parts)-1
			lower := strings.ToUpper(part) != part
			out = append(out, token{
				text: folded, joined: !last, closed: closed && last,
				initials: !upper && !lower && len(part) <= 3 && len(part) == len(folded) && !strings.ContainsAny(folded, vowels),
				lower:    !upper && lower,
			})
		}
	}
	return out
}

// leet are digits that are typed for the letters they resemble.
var leet = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "9", "g")

// foldWord returns a word in Latin letters, in lower case, without accents and apostrophes.
func foldWord(word string) string {
	if strings.IndexFunc(word, unicode.IsDigit) >= 0 && generation(strings.ToLower(word)) == 0 &&
		strings.IndexFunc(word, unicode.IsLetter) >= 0 {
		word = leet.Replace(word)
	}
	out := plainLetters.Replace(folded(word))
	if strings.IndexFunc(out, func(r rune) bool { return r > unicode.MaxASCII }) >= 0 {
		// With its marks: they tell consonants of kana and vowels of other scripts apart.
		out = strings.ToLower(unidecode.Unidecode(word))
	}
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, out)
}
