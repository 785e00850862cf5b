// Package search splits texts into the words that the full-text indexes hold, and questions into queries of them. It
// ranks what the indexes find.
package search

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"demarche/graph"
)

// A node that search finds keeps the words of its names and texts in the property words, folded, and an index takes
// them as they are. The words of a question are folded by the same rule. What is found depends on no analyzer of the
// database: those drop common English words or accents, or know one script.

// A word is a run of letters and digits without case and accents. In scripts without spaces between words it is one
// character.
type word struct {
	text  string
	glyph bool // one character of such a script
	apart bool // something stands between this word and the one before
	joint bool // that is one hyphen, apostrophe, dot or underscore
}

const (
	maxWord = 100 // characters of a word that count
	maxKey  = 100 // characters of a whole name that count
	// No word holds it: it stands at both ends of a whole name, and between texts.
	keyMark = "_"
)

// joints may stand inside a word. Search also finds the word without them.
const joints = "-‐‑'’‘.·_"

// wordsOf returns the words of a text, in order. A text without letters and digits consists of its symbols.
func wordsOf(text string) []word {
	words, symbols := wordsAndSymbols(text)
	if len(words) == 0 {
		return symbols
	}
	return words
}

// wordsAndSymbols returns the words of a text, and its symbols, each in order.
func wordsAndSymbols(text string) (out, symbols []word) {
	var run strings.Builder
	var between []rune // since the last word
	start := func(w word) {
		w.apart = len(out) > 0 && len(between) > 0
		w.joint = w.apart && len(between) == 1 && strings.ContainsRune(joints, between[0])
		between = between[:0]
		out = append(out, w)
	}
	flush := func() {
		if run.Len() > 0 {
			start(word{text: firstRunes(run.String(), maxWord)})
			run.Reset()
		}
	}
	for _, r := range foldedText(text) {
		switch {
		case isGlyph(r):
			flush()
			start(word{text: string(r), glyph: true})
		case unicode.IsMark(r) && run.Len() == 0:
			if len(between) == 0 && len(out) > 0 { // a vowel sign of a glyph
				out[len(out)-1].text += string(r)
			}
		case isWordRune(r):
			run.WriteRune(r)
		default:
			flush()
			between = append(between, r)
			if unicode.IsSymbol(r) {
				symbols = append(symbols, word{text: string(r), glyph: true})
			}
		}
	}
	flush()
	return out, symbols
}

func isWordRune(r rune) bool { return unicode.In(r, unicode.L, unicode.M, unicode.N) }

// isGlyph reports whether a character belongs to a script that is written without spaces, or in which parts of a word
// are asked for: of Hangul a given name.
func isGlyph(r rune) bool {
	return r >= 0x0E00 &&
		(r == 'ー' || !unicode.IsMark(r) && unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana,
			unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan, unicode.Yi) && unicode.IsLetter(r))
}

// foldedText returns a text without case, accents, vowel points, invisible characters and variant forms of letters.
func foldedText(text string) string {
	if isASCII(text) {
		return strings.ToLower(text)
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range norm.NFKD.String(text) {
		switch same, ok := sameLetters[r]; {
		case ok:
			b.WriteString(same)
		case !unicode.In(r, unfolded, unicode.Cf):
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return norm.NFC.String(b.String())
}

// sameLetters maps letters to their usual replacements on other keyboards, which Unicode decomposition does not give.
var sameLetters = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o", 'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d",
	'þ': "th", 'Þ': "th", 'ł': "l", 'Ł': "l", 'ı': "i", 'ħ': "h", 'Ħ': "h", 'ŧ': "t", 'Ŧ': "t", 'ŋ': "n", 'Ŋ': "n", 'ə': "a", 'Ə': "a",
	'ς': "σ", 'ى': "ي", 'ی': "ي", 'ک': "ك", 'ة': "ه", 'ـ': "",
	'ʹ': "'", 'ʺ': "'", 'ʻ': "'", 'ʼ': "'", 'ʽ': "'", 'ʾ': "'", 'ʿ': "'", 'ˈ': "'", '`': "'",
}

// unfolded holds the marks that a writer may leave out: accents, and the vowel points of Hebrew and Arabic.
var unfolded = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x0300, 0x036F, 1},
		{0x0483, 0x0487, 1},
		{0x0591, 0x05BD, 1},
		{0x05BF, 0x05BF, 1},
		{0x05C1, 0x05C2, 1},
		{0x05C4, 0x05C5, 1},
		{0x05C7, 0x05C7, 1},
		{0x0610, 0x061A, 1},
		{0x064B, 0x065F, 1},
		{0x0670, 0x0670, 1},
		{0x06D6, 0x06DC, 1},
		{0x06DF, 0x06E4, 1},
		{0x06E7, 0x06E8, 1},
		{0x06EA, 0x06ED, 1},
		{0x1AB0, 0x1AFF, 1},
		{0x1DC0, 0x1DFF, 1},
		{0x20D0, 0x20FF, 1},
		{0xFE00, 0xFE0F, 1},
		{0xFE20, 0xFE2F, 1},
	},
}

func firstRunes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}

// keyOf returns a whole name as one word. Names that differ only in case, accents, blanks and punctuation have the
// same key.
func keyOf(of []word) string {
	var b strings.Builder
	for _, w := range of {
		b.WriteString(w.text)
	}
	return firstRunes(b.String(), maxKey)
}

// Words returns the property words of a node with these names and other texts.
func Words(names []string, texts ...string) string {
	var out []string
	seen := map[string]bool{}
	for i, t := range slices.Concat(names, texts) {
		if t == "" || seen[t] {
			continue
		}
		seen[t] = true
		own, symbols := wordsAndSymbols(t)
		if len(own) == 0 {
			own, symbols = symbols, nil
		}
		if len(own) == 0 {
			continue
		}
		for _, w := range slices.Concat(own, symbols) {
			out = append(out, w.text)
		}
		mark := keyMark
		if i < len(names) {
			mark += keyOf(own) + keyMark
		}
		out = append(append(out, mark), compounds(own)...)
	}
	return strings.Join(out, " ")
}

// compounds returns the words with joined parts: "jaein" of "Jae-in".
func compounds(of []word) (out []string) {
	for i := 0; i < len(of); {
		end := i + 1
		for end < len(of) && of[end].joint && !of[end].glyph && !of[end-1].glyph {
			end++
		}
		if end > i+1 {
			out = append(out, keyOf(of[i:end]))
		}
		i = end
	}
	return out
}

// Query holds the words of a search text.
type Query struct {
	Text    string
	words   []word
	clauses []clause
}

// A clause is a word, or a run of single characters.
type clause []word

const (
	maxText  = 5000 // characters of a search text: as many as the longest name may have, see graph.Bounds
	maxWords = 200  // of a longer text the first so many are looked for: Lucene takes 1,024 clauses
)

// Parse returns the query of a text. The error wraps graph.ErrBadInput.
func Parse(text string) (q Query, err error) {
	if n := utf8.RuneCountInString(text); n > maxText {
		return q, fmt.Errorf("%w: text: it has %d characters, and at most %d are searched for", graph.ErrBadInput, n, maxText)
	}
	q.Text, q.words = text, wordsOf(text)
	if len(q.words) == 0 {
		return q, fmt.Errorf("%w: text: there is no word in %q: give one, of letters or digits", graph.ErrBadInput, text)
	}
	for _, w := range q.words[:min(maxWords, len(q.words))] {
		if n := len(q.clauses); n > 0 && w.glyph && !w.apart && q.clauses[n-1][0].glyph {
			q.clauses[n-1] = append(q.clauses[n-1], w)
			continue
		}
		q.clauses = append(q.clauses, clause{w})
	}
	return q, nil
}

// FilterText returns a query for every word of a text; the last word may be a prefix. It escapes Lucene's syntax in
// the text. The error wraps graph.ErrBadInput.
func FilterText(text string) (string, error) {
	q, err := Parse(text)
	return q.all(-1), err
}

// all returns a query for every clause. The clause at index mistyped may have a typing error; a negative index means
// none.
func (q Query) all(mistyped int) string {
	parts := make([]string, 0, len(q.clauses))
	for i, c := range q.clauses {
		part := c.exactly()
		if i == mistyped {
			part = c.nearly()
		} else if i == len(q.clauses)-1 && !c[0].glyph {
			part = "(" + part + " OR " + c[0].text + "*)"
		}
		if !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " AND ")
}

// Ranked returns a query for every word. It ranks whole names before beginnings of names before words.
func (q Query) Ranked() string {
	key := luceneWord(keyMark + keyOf(q.words))
	return "(" + q.all(-1) + ") OR " + key + keyMark + "*^10000 OR " + key + "*^1000"
}

const (
	leastMistyped = 3 // characters of a word that may have a typing error: of shorter ones everything is near
	mostMistyped  = 12
)

// Forgiving returns a query that accepts one typing error: a letter more, less or other, or two swapped letters. It
// returns "" if no error can be accepted: for short words, numbers and long texts.
func (q Query) Forgiving() string {
	if len(q.clauses) > mostMistyped {
		return ""
	}
	var parts []string
	for i, c := range q.clauses {
		if c.nearly() != "" {
			parts = append(parts, "("+q.all(i)+")")
		}
	}
	if key := (clause{{text: keyOf(q.words)}}); len(parts) > 0 && key.nearly() != "" {
		parts = append(parts, luceneWord(keyMark+key[0].text+keyMark)+"~1")
	}
	return strings.Join(parts, " OR ")
}

func (c clause) text() string {
	texts := make([]string, len(c))
	for i, w := range c {
		texts[i] = w.text
	}
	return strings.Join(texts, " ")
}

func (c clause) exactly() string { return `"` + c.text() + `"` }

// nearly returns a query for the clause with one typing error, or "" if it accepts none.
func (c clause) nearly() string {
	if !c[0].glyph {
		if w := c[0].text; len([]rune(w)) >= leastMistyped && !strings.ContainsFunc(w, unicode.IsNumber) {
			return luceneWord(w) + "~1"
		}
		return ""
	}
	if len(c) < leastMistyped {
		return ""
	}
	parts := make([]string, len(c)) // one character is another
	for i := range c {
		parts[i] = slices.Concat(c[:i], c[i+1:]).exactly()
		if i > 0 && i < len(c)-1 {
			parts[i] += "~1"
		}
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}

// luceneWord returns a word without quotes, with every character escaped that is neither letter nor digit.
func luceneWord(w string) string {
	var b strings.Builder
	for _, r := range w {
		if !isWordRune(r) && r != '_' {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
