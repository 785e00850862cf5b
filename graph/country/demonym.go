package country

import (
	_ "embed"
	"encoding/csv"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed demonyms.csv
var demonymsCSV string

// A Mention is a place in a text that names a country, by its name or by a word such as "German" or "U.S.".
type Mention struct {
	Code  string // as ParseCode returns it
	Start int    // bytes of the text before the mention
	End   int    // bytes of the text up to its end, without "'s"
}

const mentionWords = 8 // the words of the longest name in running text

// Mentions returns the countries that an English text names, in order. It takes the longest name that begins at
// a word, so "South Korean" and "South Sudan's" are one country each. It returns none for words that several countries
// share, such as "Korean" or "Latin American". A mention begins with a capital letter.
func Mentions(text string) (out []Mention) {
	words := mentionWord.FindAllStringIndex(text, -1)
	for i := 0; i < len(words); {
		code, n := mentionAt(text, words[i:])
		if code != "" && code != unclear {
			end := words[i+n-1][1]
			out = append(out, Mention{code, words[i][0], words[i][0] + len(ownerless(text[words[i][0]:end]))})
		}
		i += max(n, 1)
	}
	return out
}

var mentionWord = regexp.MustCompile(`[\p{L}\p{M}\p{N}.'’&]+`)

// mentionAt returns the code of the longest name that begins with the first word, and the number of its words.
func mentionAt(text string, words [][]int) (code string, n int) {
	first, _ := utf8.DecodeRuneInString(text[words[0][0]:])
	if !unicode.IsUpper(first) {
		return "", 0
	}
	for n = min(mentionWords, len(words)); n > 0; n-- {
		span := ownerless(text[words[0][0]:words[n-1][1]])
		if strings.ContainsAny(span, "();:") {
			continue
		}
		if code, ok := mentionNames()[Folded(span)]; ok {
			return code, n
		}
	}
	return "", 0
}

// ownerless returns a name without the ending of a genitive.
func ownerless(name string) string {
	for _, ending := range []string{"'s", "’s", "'", "’"} {
		if short, ok := strings.CutSuffix(name, ending); ok {
			return short
		}
	}
	return name
}

// mentionNames returns the codes of the English names of countries and of the words of demonyms.csv.
var mentionNames = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for name, code := range englishNames().exact {
		if code != several {
			out[name] = code
		}
	}
	reader := csv.NewReader(strings.NewReader(demonymsCSV))
	reader.Comment = '#'
	records, err := reader.ReadAll()
	if err != nil {
		panic("embedded demonyms.csv: " + err.Error())
	}
	for _, r := range records[1:] {
		for word := range strings.SplitSeq(r[1], "|") {
			out[Folded(word)] = r[0]
		}
	}
	return out
})
