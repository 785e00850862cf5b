package identity

import (
	"strings"
)

// Letters that do not fall apart into a letter and an accent.
var plainLetters = strings.NewReplacer("ø", "o", "ł", "l", "ß", "ss", "æ", "ae", "œ", "oe", "đ", "d", "ð", "d", "þ", "th",
	"ı", "i", "ə", "e", "ħ", "h", "ŋ", "ng")

// soundLetters spells the sounds that romanisations write with several letters, or with different ones. A capital is a
// sound of its own: S as in Shaw, C as in Chad, J as in Georgian Dzh, Z as in Zhukov, X as in Khan, G as in Ghana.
// Longer spellings come first, because the replacer tries them in order.
var soundLetters = strings.NewReplacer(
	"shch", "S", "tsch", "C", "sch", "S", "tch", "C", "dzh", "J", "dj", "J", "zh", "Z", "sh", "S", "sz", "S", "ch", "C", "cz", "C",
	"kh", "X", "gh", "G", "ph", "f", "th", "t", "dh", "d", "ck", "k", "ce", "se", "ci", "si", "cy", "si", "c", "k", "que", "kue", "q", "k", "x", "ks",
	"oe", "o", "ue", "u", "ou", "u", "oo", "u", "ee", "i", "ii", "i", "iy", "i", "yi", "i", "ij", "i", "w", "v",
)

// vowels are the letters of sounds that sources interchange.
const vowels = "aeiouy"

// soundOf returns the sounds of a folded word, as it is compared with other spellings: a letter for each sound, no
// doubled letters, no silent h at the end, and i for the y of a vowel.
func soundOf(word string) string {
	in := []rune(soundLetters.Replace(word))
	out := make([]rune, 0, len(in))
	for i, r := range in {
		nextVowel := i+1 < len(in) && isVowel(in[i+1])
		switch {
		case (r == 'y' || r == 'j') && !nextVowel:
			r = 'i'
		case r == 'h' && i == len(in)-1 && i > 0 && isVowel(in[i-1]):
			continue
		}
		if len(out) > 0 && out[len(out)-1] == r {
			continue
		}
		out = append(out, r)
	}
	return string(out)
}

func isVowel(r rune) bool {
	switch r {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

// consonantClass merges consonants that scripts without vowels, or with few consonants, do not distinguish.
var consonantClass = strings.NewReplacer("p", "b", "v", "b", "f", "b", "w", "b", "S", "s", "C", "s", "Z", "s", "z", "s", "J", "k", "j", "k",
	"g", "k", "G", "k", "X", "k", "h", "", "r", "l", "t", "d", "T", "d", "D", "d")

// consonantsOf returns the consonants of a word's sounds, merged into classes.
func consonantsOf(sound string) string {
	kept := strings.Map(func(r rune) rune {
		if isVowel(r) || r > 'z' {
			return -1
		}
		return r
	}, sound)
	classes := []byte(consonantClass.Replace(kept))
	out := classes[:0]
	for _, c := range classes {
		if len(out) == 0 || out[len(out)-1] != c {
			out = append(out, c)
		}
	}
	return string(out)
}

// Costs of one difference between two words. One is a letter that another one replaces.
const (
	costVowel   = 0.5  // a vowel for another, or one more
	costNear    = 0.5  // a consonant for one that sounds like it
	costNearest = 0.25 // a consonant for one that many romanisations write instead
	costLetter  = 0.75 // a letter more
	costSwap    = 0.75 // two neighbours in the other order
	costOther   = 1.0
)

// nearConsonants lists pairs of sounds that replace each other, with what it costs.
var nearConsonants = map[string]float64{
	"bp dt gk vf zs Ss CS Ck Zz Zj Jg jg vu mn Zs Jz bv": costNear,
	"Xh Xk Gg Gh Jj yj yi ji CJ":                         costNearest,
}

// costs are what the differences between two words of ASCII letters cost.
type costs struct {
	replace [128][128]float64
	insert  [128]float64
	swap    float64
}

// soundCosts compare sounds.
var soundCosts = func() *costs {
	c := &costs{swap: costSwap}
	for a := range c.replace {
		c.insert[a] = costLetter
		if isVowel(rune(a)) || a == 'h' {
			c.insert[a] = costVowel
		}
		for b := range c.replace[a] {
			switch {
			case a == b:
			case isVowel(rune(a)) && isVowel(rune(b)):
				c.replace[a][b] = costVowel
			default:
				c.replace[a][b] = costOther
			}
		}
	}
	for pairs, cost := range nearConsonants {
		for pair := range strings.FieldsSeq(pairs) {
			c.replace[pair[0]][pair[1]], c.replace[pair[1]][pair[0]] = cost, cost
		}
	}
	return c
}()

// letterCosts count letters.
var letterCosts = func() *costs {
	c := &costs{swap: 1}
	for a := range c.replace {
		c.insert[a] = 1
		for b := range c.replace[a] {
			if a != b {
				c.replace[a][b] = 1
			}
		}
	}
	return c
}()

// oneLetterApart reports whether two words differ by one letter at most: one more, another one, or two in the other
// order.
func oneLetterApart(a, b string) bool {
	return max(len(a), len(b))-min(len(a), len(b)) <= 1 && letterCosts.distance(a, b, 1) <= 1
}

// distance returns the cost of the differences between two words of sounds; beyond limit only that it is more.
func distance(a, b string, limit float64) float64 { return soundCosts.distance(a, b, limit) }

// longestWord is the length of words up to which distance needs no memory of its own.
const longestWord = 31

// distance returns the least cost of turning one word into the other. Neighbours in the other order are one difference
// (the optimal string alignment of Damerau and Levenshtein). It stops counting beyond limit.
func (c *costs) distance(a, b string, limit float64) float64 {
	if diff := len(a) - len(b); float64(max(diff, -diff))*costVowel > limit {
		return limit + 1
	}
	var space [3 * (longestWord + 1)]float64
	rows := space[:]
	if len(b) > longestWord {
		rows = make([]float64, 3*(len(b)+1))
	}
	n := len(b) + 1
	before, above, row := rows[:n], rows[n:2*n], rows[2*n:3*n]
	for j := range len(b) {
		above[j+1] = above[j] + c.insert[b[j]&127]
	}
	for i := range len(a) {
		x := a[i] & 127
		row[0] = above[0] + c.insert[x]
		least := row[0]
		for j := range len(b) {
			y := b[j] & 127
			cost := min(above[j]+c.replace[x][y], above[j+1]+c.insert[x], row[j]+c.insert[y])
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] && a[i] != b[j] {
				cost = min(cost, before[j-1]+c.swap)
			}
			row[j+1] = cost
			least = min(least, cost)
		}
		if least > limit+c.swap {
			return limit + 1
		}
		before, above, row = above, row, before
	}
	return above[len(b)]
}

// allowance returns the cost of differences that two spellings of one word of n letters may have. Short words have
// none: Yi and Yin, Jong and Yong, Dan and Don are different names.
func allowance(n int) float64 {
	switch {
	case n <= 3:
		return 0
	case n == 4:
		return 0.25
	case n == 5:
		return 0.75
	case n == 6:
		return 1
	case n == 7:
		return 1.25
	}
	return 1.5
}
