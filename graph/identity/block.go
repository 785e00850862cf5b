package identity

import (
	"slices"
	"strings"
)

// mostBlockWords bounds the words of a name that make keys. Longer names use their first words.
const mostBlockWords = 5

// BlockKeys returns keys of a name for finding names to compare with it, in alphabetical order. Two names that
// Compare judges the same share a key, except where both words of one are misspelled at their beginning, or where one
// name has a single word. A name of two words has two keys, and one of five has twenty; names that may be Korean or
// Chinese have one or two more.
func BlockKeys(name string) []string { return ParseName(name).BlockKeys() }

// BlockKeys returns the keys of the name.
func (n Name) BlockKeys() []string {
	var keys []string
	words := n.blockWords()
	for i, w := range words {
		for j, o := range words {
			if i == j || w.initial {
				continue
			}
			for _, letter := range o.firstSounds() {
				keys = append(keys, w.code()+" "+letter)
			}
		}
	}
	// Sovereigns are known by one name.
	if len(words) == 1 || len(words) > 0 && (n.sovereign || n.generation > 0) {
		keys = append(keys, words[max(0, givenOf(words))].code())
	}
	for _, r := range n.korean {
		keys = append(keys, r.keys()...)
	}
	if len(n.chinese) > 0 {
		keys = append(keys, chineseKeys(n.chinese)...)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// blockWords returns the words that make keys: without particles.
func (n Name) blockWords() (out []word) {
	for _, w := range n.words {
		if !w.particle && len(out) < mostBlockWords {
			out = append(out, w)
		}
	}
	return out
}

// codeLength is the number of consonants by which names are found.
const codeLength = 3

// code returns the first consonants of a word, in classes; of a word without consonants its letters.
func (w word) code() string {
	if w.bones == "" {
		return w.text
	}
	return w.bones[:min(len(w.bones), codeLength)]
}

// firstSounds returns the class of a word's first sound; of a short form also those of its full names.
func (w word) firstSounds() []string {
	out := []string{firstSound(w.sound)}
	for _, full := range knownGivenNames().fullNames(w.text) {
		if letter := firstSound(soundOf(full)); !slices.Contains(out, letter) {
			out = append(out, letter)
		}
	}
	return out
}

// firstSound returns the class of the first sound; all vowels, h and j are one, which romanisations leave out or
// interchange.
func firstSound(sound string) string {
	if sound == "" || isVowel(rune(sound[0])) || strings.ContainsRune("hjJ", rune(sound[0])) {
		return "0"
	}
	if class := consonantsOf(sound[:1]); class != "" {
		return class
	}
	return "0"
}

// keys returns the keys of a Korean reading: the consonants of each syllable, in alphabetical order of the syllables.
func (r reading) keys() []string {
	all := [][]string{nil}
	for _, position := range r {
		var codes []string
		for _, s := range position {
			if code := s.code(); !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
		all = combine(all, codes)
	}
	return sortedKeys("k", all)
}

// Classes of Korean consonants: one for those that romanisations interchange, none for those of the rule of initials.
var initialClasses = classesOf(hangulInitials, "k ㄱㄲㅋ", "t ㄷㅌㄸ", "p ㅂㅍㅃ", "c ㅈㅊㅉ", "s ㅅㅆ", "h ㅎ", "m ㅁ")

var finalClasses = classesOf(hangulFinals, "k ㄱㄲㅋ", "n ㄴ", "l ㄹ", "m ㅁ", "p ㅂㅍ", "g ㅇ", "t ㅅㄷㅌㅆ")

type jamoClass struct {
	name string
	set  jamo
}

func classesOf(letters string, classes ...string) (out []jamoClass) {
	for _, c := range classes {
		name, members, _ := strings.Cut(c, " ")
		out = append(out, jamoClass{name, setOf(letters, members)})
	}
	return out
}

// code returns the classes of a syllable's consonants.
func (s syllable) code() string {
	classIn := func(classes []jamoClass, set jamo) string {
		for _, c := range classes {
			if set&c.set != 0 {
				return c.name
			}
		}
		return ""
	}
	return classIn(initialClasses, s.initial.usual) + "-" + classIn(finalClasses, s.final.usual)
}

// chineseClasses merges the initials of Pinyin that Wade and Giles write alike without apostrophes.
var chineseClasses = strings.NewReplacer("zh", "c", "ch", "c", "j", "c", "q", "c", "b", "p", "d", "t", "g", "k", "sh", "S", "z", "T", "c", "T")

// chineseKeys returns the keys of a Chinese name: the initial and the last letter of each syllable, in alphabetical
// order.
func chineseKeys(syllables [][]string) []string {
	all := [][]string{nil}
	for _, position := range syllables {
		var codes []string
		for _, s := range position {
			initial := s[:len(s)-len(strings.TrimLeft(s, "bcdfghjklmnpqrstwxyz"))]
			code := chineseClasses.Replace(initial) + "-"
			if last := s[len(s)-1]; last == 'n' || last == 'g' {
				code += string(last)
			}
			if !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
		all = combine(all, codes)
	}
	return sortedKeys("c", all)
}

// mostCombinations bounds the keys of characters with several readings.
const mostCombinations = 8

// combine appends each of the codes to each of the sequences.
func combine(all [][]string, codes []string) (out [][]string) {
	for _, start := range all {
		for _, c := range codes {
			out = append(out, append(slices.Clone(start), c))
		}
	}
	return out[:min(len(out), mostCombinations)]
}

// sortedKeys returns a key for each sequence of codes.
func sortedKeys(kind string, all [][]string) (out []string) {
	for _, codes := range all {
		if len(codes) > 1 {
			out = append(out, kind+":"+strings.Join(slices.Sorted(slices.Values(codes)), " "))
		}
	}
	return out
}
