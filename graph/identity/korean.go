package identity

import (
	"slices"
	"strings"
)

// The letters of Hangul in the order in which Unicode composes syllables of them. The first final is none.
const (
	hangulInitials = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
	hangulVowels   = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
	hangulFinals   = "-ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
)

// How Latin spellings write the letters of Hangul: by the Revised Romanization of 2000, by McCune and Reischauer, and
// in the free spellings that Koreans choose for themselves. Behind the second blank stand letters that it writes
// rarely.
var (
	spelledInitials = spellings(hangulInitials, `
		- ㅇ | g ㄱ ㅋㄲ | gh ㄱ | k ㄱㅋㄲ | kk ㄲ | kh ㅋ | n ㄴ | d ㄷ ㅌ | dh ㄷ | t ㄷㅌㄸ | tt ㄸ | th ㅌ | r ㄹ ㄴ | l ㄹ ㄴ | rh ㄹ
		| m ㅁ | b ㅂ ㅍ | bh ㅂ | p ㅂㅍㅃ | pp ㅃ | ph ㅍ | s ㅅㅆ | ss ㅆ | sh ㅅㅆ | j ㅈ ㅉㅊ | jh ㅈ | z ㅈ | jj ㅉ | ch ㅊㅈㅉ | h ㅎ`)
	spelledVowels = spellings(hangulVowels, `
		a ㅏ ㅐ | ah ㅏ | ae ㅐ ㅔㅖ | ai ㅐ | ay ㅐ ㅔ | e ㅔ ㅐㅓㅖ | ei ㅔ ㅐ | eh ㅔ | ey ㅔ ㅣ | ea ㅐ ㅔㅓㅖ | au ㅓ | aw ㅗ | ow ㅗ
		| ya ㅑ | yah ㅑ | yae ㅒ ㅖ | yea ㅖ ㅕ | ye ㅖ ㅔㅕ | yeh ㅖ | eo ㅓ ㅡㅕ | uh ㅓ ㅜㅡ | ur ㅓ | er ㅓ ㅡ | u ㅜㅓㅡ | eou ㅓ ㅕ
		| o ㅗ ㅓ | oh ㅗ ㅓ | ou ㅜㅓ ㅗㅕ | yeo ㅕ | yo ㅛ ㅕ | you ㅕ ㅠ | yuh ㅕ | yu ㅠㅕ ㅡ | yoo ㅠ ㅛ | yew ㅠ | ew ㅠ | ue ㅠ ㅞ
		| yeou ㅕ | yeu ㅕ ㅠ | yeoo ㅕㅠ | wa ㅘ | oa ㅘ | wae ㅙ | wai ㅙ | oe ㅚ ㅗㅙ | oi ㅚ | oy ㅚ | woe ㅚ | we ㅞ ㅚㅙㅟ | wi ㅟ | wee ㅟ
		| wo ㅝ | weo ㅝ | wou ㅝㅜ | woo ㅜ ㅝ | wu ㅜ | oo ㅜ ㅡ | eu ㅡ ㅢㅓㅕ | ui ㅢㅟ | uy ㅢ | eui ㅢ | euy ㅢ | ee ㅣㅢ | i ㅣㅢ | ie ㅣ
		| ih ㅣ | yi ㅣㅢ | yee ㅣㅢ | y ㅣ ㅡ | eigh ㅣ`)
	spelledFinals = spellings(hangulFinals, `
		- - | k ㄱㅋㄲ | g ㄱ | c ㄱ | ck ㄱ | rk ㄱ | q ㄱ | n ㄴ | nn ㄴ | ne ㄴ | l ㄹ | ll ㄹ | r ㄹ | rl ㄹ | le ㄹ | m ㅁ | me ㅁ
		| p ㅂㅍ | b ㅂ | t ㅅㄷㅌㅆ | s ㅅ | d ㄷ | ng ㅇ | nng ㅇ`)
)

// koreanSurnames are the Korean family names that 1,000 people or more bear, without compounds. Source: Statistics
// Korea, census of 2015. Both spellings of 이/리, 유/류 and the like are covered by the rule of initials.
const koreanSurnames = `김이박최정강조윤장임한오서신권황안송유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석선설마
길연위표명계기반왕금옥육인맹제모탁국어은편용예경봉사부가복태목형피두감호동제갈음온빈시범승간상팽좌갈견당화창단`

// jamo is a set of letters, by their place in one of the lists.
type jamo uint32

// spelled is what a spelling may stand for.
type spelled struct{ usual, rare jamo }

// syllable is a Korean syllable, as exactly as its spelling tells.
type syllable struct{ initial, vowel, final spelled }

// spellings parses a table: entries between bars, each a spelling, its usual letters and its rare ones.
func spellings(letters, table string) map[string]spelled {
	out := map[string]spelled{}
	for entry := range strings.SplitSeq(table, "|") {
		cells := append(strings.Fields(entry), "")
		key := strings.Trim(cells[0], "-")
		out[key] = spelled{setOf(letters, cells[1]), setOf(letters, cells[2])}
	}
	return out
}

// setOf returns the set of letters, by their place in a list.
func setOf(list, letters string) (set jamo) {
	for place, r := range []rune(list) {
		if strings.ContainsRune(letters, r) {
			set |= 1 << place
		}
	}
	return set
}

const (
	firstHangul, lastHangul = 0xAC00, 0xD7A3
	vowelsOfInitial         = 21
	finalsOfVowel           = 28
)

// hangulSyllable takes a Hangul syllable apart; ok is false for other characters.
func hangulSyllable(r rune) (s syllable, ok bool) {
	if r < firstHangul || r > lastHangul {
		return s, false
	}
	place := int(r - firstHangul)
	s.initial.usual = 1 << (place / finalsOfVowel / vowelsOfInitial)
	s.vowel.usual = 1 << (place / finalsOfVowel % vowelsOfInitial)
	s.final.usual = 1 << (place % finalsOfVowel)
	return s.withInitialRule(), true
}

// Letters that the rule of initials interchanges: the North writes 리 and 로, the South 이 and 노.
var (
	initialR   = setOf(hangulInitials, "ㄹ")
	initialN   = setOf(hangulInitials, "ㄴ")
	initialNil = setOf(hangulInitials, "ㅇ")
	iotated    = setOf(hangulVowels, "ㅣㅑㅕㅖㅛㅠㅒ")
)

// withInitialRule adds the initials that the South's or the North's spelling has instead.
func (s syllable) withInitialRule() syllable {
	all := s.initial.usual | s.initial.rare
	if (s.vowel.usual|s.vowel.rare)&iotated != 0 && all&(initialR|initialNil) != 0 {
		s.initial.usual |= initialR | initialNil
		s.initial.rare |= initialN
	}
	if all&(initialR|initialN) != 0 {
		s.initial.rare |= initialR | initialN
	}
	return s
}

// only reports whether the set has one letter.
func (set jamo) only() bool { return set&(set-1) == 0 }

// agree reports whether two syllables may be one, and the rare spellings that it takes. A letter that agrees by rare
// spellings counts twice where neither name shows it for sure.
func (s syllable) agree(o syllable) (rare int, ok bool) {
	for _, pair := range [3][2]spelled{{s.initial, o.initial}, {s.vowel, o.vowel}, {s.final, o.final}} {
		a, b := pair[0], pair[1]
		switch {
		case a.usual&b.usual != 0:
		case a.usual&b.rare != 0 && a.usual.only() || a.rare&b.usual != 0 && b.usual.only():
			rare++
		case (a.usual|a.rare)&(b.usual|b.rare) != 0:
			rare += 2
		default:
			return 0, false
		}
	}
	return rare, true
}

// maxReadings bounds the ways in which the syllables of a word are told apart.
const maxReadings = 64

// koreanSyllables returns the ways to read a romanised word as at most most syllables.
func koreanSyllables(word string, most int) (out [][]syllable) {
	switch {
	case word == "":
		return [][]syllable{nil}
	case most == 0:
		return nil
	}
	for _, first := range firstSyllables(strings.Replace(word, "wh", "hw", 1)) {
		for _, rest := range koreanSyllables(word[first.length:], most-1) {
			if out = append(out, append([]syllable{first.syllable}, rest...)); len(out) == maxReadings {
				return out
			}
		}
	}
	return out
}

// prefix is a syllable at the beginning of a word.
type prefix struct {
	syllable
	length int
}

// firstSyllables returns the syllables with which a romanised word may begin, those with long spellings first.
func firstSyllables(word string) (out []prefix) {
	for i := min(2, len(word)); i >= 0; i-- {
		initial, ok := spelledInitials[word[:i]]
		if !ok {
			continue
		}
		for v := min(4, len(word)-i); v >= 1; v-- {
			vowel, ok := spelledVowels[word[i:i+v]]
			if !ok {
				continue
			}
			for f := min(3, len(word)-i-v); f >= 0; f-- {
				if final, ok := spelledFinals[word[i+v:i+v+f]]; ok {
					out = append(out, prefix{syllable{initial, vowel, final}.withInitialRule(), i + v + f})
				}
			}
		}
	}
	return out
}

// surnames are the syllables of koreanSurnames.
var surnames = func() (out []syllable) {
	for _, r := range koreanSurnames {
		if s, ok := hangulSyllable(r); ok {
			out = append(out, s)
		}
	}
	return out
}()

// isSurname reports whether a syllable may be a Korean family name.
func (s syllable) isSurname() bool {
	return slices.ContainsFunc(surnames, func(o syllable) bool {
		_, ok := s.agree(o)
		return ok
	})
}

// reading is a Korean name: for each of its syllables, family name first, the syllables that it may be.
type reading [][]syllable

// koreanReadings returns the ways to read romanised words as a Korean name, family name first: a family name of one
// syllable, and a given name of one to three. The family name stands first or last.
func koreanReadings(words []string) (out []reading) {
	if len(words) < 2 || len(words) > 4 {
		return nil
	}
	last := len(words) - 1
	for _, order := range [][]string{words, append([]string{words[last]}, words[:last]...)} {
		for _, r := range sequences(order) {
			if len(r) > 4 || !r[0].isSurname() {
				continue
			}
			one := make(reading, len(r))
			for i, s := range r {
				one[i] = []syllable{s}
			}
			out = append(out, one)
		}
	}
	return out
}

// sequences returns the ways to read words as syllables, the first as one.
func sequences(words []string) [][]syllable {
	out := koreanSyllables(words[0], 1)
	for _, w := range words[1:] {
		if len(out) == 0 {
			return nil
		}
		var longer [][]syllable
		for _, rest := range koreanSyllables(w, 3) {
			for _, start := range out {
				longer = append(longer, slices.Concat(start, rest))
			}
		}
		out = longer[:min(len(longer), 2*maxReadings)]
	}
	return out
}

// koreanAgree reports whether a reading of one name agrees with one of the other, and the rare spellings that it takes.
func koreanAgree(a, b []reading) (rare int, ok bool) {
	rare = 1 << 16
	for _, x := range a {
		for _, y := range b {
			if n, agree := x.agree(y); agree && n < rare {
				rare, ok = n, true
			}
		}
	}
	return rare, ok
}

// agree reports whether two readings may be one, and the rare spellings that it takes.
func (r reading) agree(o reading) (rare int, ok bool) {
	if len(r) != len(o) {
		return 0, false
	}
	for i := range r {
		least, found := 1<<16, false
		if len(r[i]) == 0 || len(o[i]) == 0 { // a character without a known reading
			least, found = 2, i > 0
		}
		for _, x := range r[i] {
			for _, y := range o[i] {
				if n, agree := x.agree(y); agree && n < least {
					least, found = n, true
				}
			}
		}
		if !found {
			return 0, false
		}
		rare += least
	}
	return rare, true
}
