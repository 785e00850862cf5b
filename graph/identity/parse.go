package identity

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A Name is the name of a person, taken apart to be compared. ParseName makes it.
type Name struct {
	words      []word
	generation int        // of III, 3rd, Jr; 0 if none
	script     script     // of most of its letters
	sovereign  bool       // it has a sovereign's title
	signs      []rune     // Han characters and Hangul, without blanks
	korean     []reading  // how it may be read as a Korean name
	koreanKeys []string   // the consonants of those readings, romanised names only
	chinese    [][]string // its syllables as a Chinese name, each as the Pinyin that it may be
	pinyin     bool       // it is written in Pinyin
}

// word is one word of a name.
type word struct {
	text    string // folded letters
	sound   string // soundOf(text)
	bones   string // consonantsOf(sound)
	groups  nameGroups
	initial bool
	particle,
	article, // after al-
	ofFather, // after bin
	arabic bool // in a name with Arabic particles, of which sources spell short vowels differently
}

// script tells which letters a name has.
type script int

const (
	latin    script = iota // or an alphabet with vowels, romanised
	abjad                  // romanised without vowels, or with those of another language
	eastAsia               // Han characters, Hangul, or both
)

// ParseName takes a name apart. It accepts any text; a text without letters has no words, and is like no other name.
func ParseName(text string) Name {
	n := Name{}
	text = norm.NFKC.String(withoutBrackets(text))
	n.script = scriptOf(text)
	if n.script == eastAsia {
		var korean reading
		n.signs, korean = readSigns(text)
		n.korean, n.chinese = []reading{korean}, readMandarin(n.signs)
		return n
	}
	text = givenFirst(text)
	tokens := tokensOf(text)
	if n.script == abjad {
		for i := range tokens { // letters that stand for long vowels, mostly
			tokens[i].text = longVowels.Replace(tokens[i].text)
		}
	}
	tokens = n.withoutTitles(tokens)
	n.words = wordsOf(tokens)
	if n.script == latin {
		texts := textsOf(n.words)
		n.korean = koreanReadings(texts)
		for _, r := range n.korean {
			n.koreanKeys = append(n.koreanKeys, r.keys()...)
		}
		n.koreanKeys = slices.Compact(slices.Sorted(slices.Values(n.koreanKeys)))
		n.chinese, n.pinyin = chineseReading(texts)
	}
	return n
}

// withoutBrackets returns a text without what stands in brackets, unless nothing else is left.
func withoutBrackets(text string) string {
	if !strings.ContainsAny(text, "([（") {
		return strings.TrimSpace(text)
	}
	if out := strings.TrimSpace(bracketed.ReplaceAllString(text, " ")); out != "" {
		return out
	}
	return text
}

// longVowels rewrites the consonants that Arabic and Hebrew write for long vowels.
var longVowels = strings.NewReplacer("w", "u", "v", "u")

// bracketed matches a remark in brackets.
var bracketed = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]|（[^）]*）`)

// scriptOf returns the script of the letters of a name. Han characters around a middle dot spell a foreign name by
// sound.
func scriptOf(text string) script {
	var signs, consonantal int
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hangul):
			signs++
		case unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac):
			consonantal++
		}
	}
	switch {
	case signs > 0 && strings.ContainsAny(text, "·・‧•"):
		return abjad
	case signs > 0:
		return eastAsia
	case consonantal > 0:
		return abjad
	}
	return latin
}

// givenFirst returns "John Smith" of "Smith, John", so that particles stand before the words that they belong to.
func givenFirst(text string) string {
	family, given, ok := strings.Cut(text, ",")
	if !ok || generation(strings.ToLower(strings.Trim(given, " ."))) > 0 {
		return text
	}
	return given + ", " + family
}

func textsOf(words []word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.text
	}
	return out
}

// newWord completes a word.
func newWord(w word) word {
	w.sound = soundOf(w.text)
	w.bones = consonantsOf(w.sound)
	w.groups = knownGivenNames().of(w.text)
	return w
}
