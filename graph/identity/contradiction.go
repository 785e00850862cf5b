package identity

import (
	"slices"
	"strings"
)

// contradiction returns why two names cannot be one person's; empty if they can.
func (n Name) contradiction(o Name, al alignment) string {
	switch {
	case n.number() != o.number() && n.number() > 0 && o.number() > 0 && n.generation+o.generation > 0:
		return "different numbers"
	case len(al.onlyA) > 0 && len(al.onlyB) > 0 && !al.overlaps():
		return "different words: " + strings.Join(textsOf(al.onlyA), " ") + ", " + strings.Join(textsOf(al.onlyB), " ")
	}
	for _, side := range []alignment{al, al.reversed()} {
		switch {
		case side.differentInitials():
			return "different initials"
		case side.differentGiven():
			return "different given names"
		case side.insteadOfAbdul():
			return "another word instead of Abdul"
		}
	}
	if al.reordered() {
		return "other order of syllables"
	}
	return ""
}

// number returns the number of a name's bearer; 0 if there is none. A last letter that is an initial by itself may be
// one.
func (n Name) number() int {
	if last := len(n.words) - 1; n.generation == 0 && last > 0 && n.words[last].initial {
		return romanLetters[n.words[last].text]
	}
	return n.generation
}

// romanLetters are the Roman numerals of one letter.
var romanLetters = map[string]int{"i": 1, "v": 5, "x": 10}

// differentInitials reports whether a has an initial that b lacks, where b has other initials at the same place,
// before or after the first word: George H. W. Bush and George W. Bush.
func (al alignment) differentInitials() bool {
	paired := map[int]bool{}
	for _, p := range al.pairs {
		paired[p.a] = true
	}
	leading := func(words []word, i int) bool {
		if len(words) > 2 && !slices.ContainsFunc(words[:len(words)-1], func(w word) bool { return !w.initial }) {
			return i == 0 // of G. W. Bush, only the G stands for a given name that others write out
		}
		return !slices.ContainsFunc(words[:i], func(w word) bool { return !w.initial })
	}
	for i, w := range al.a {
		if !w.initial || paired[i] {
			continue
		}
		for j, v := range al.b {
			if v.initial && leading(al.a, i) == leading(al.b, j) {
				return true
			}
		}
	}
	return false
}

// overlaps reports whether one name ends with the words with which the other begins: Maria Soledad Alvear and Soledad
// Alvear Valenzuela, of which one lacks the first given name and the other the second family name. In Arabic names such
// words are two generations.
func (al alignment) overlaps() bool {
	n := len(al.pairs)
	if n < 2 || len(al.a)-len(al.onlyA) != n || len(al.b)-len(al.onlyB) != n {
		return false
	}
	first := al.pairs[0]
	for _, p := range al.pairs {
		if al.a[p.a].arabic || al.b[p.b].arabic || al.a[p.a].initial || everyday[al.a[p.a].text] {
			return false
		}
		if p.a < first.a {
			first = p
		}
	}
	for _, p := range al.pairs {
		if p.a-first.a != p.b-first.b {
			return false
		}
	}
	aEnds, bEnds := first.a+n == len(al.a), first.b+n == len(al.b)
	return aEnds && first.b == 0 && !bEnds || bEnds && first.a == 0 && !aEnds
}

// insteadOfAbdul reports whether a has Abdul where b has a word that a lacks: Abdul Jan and Mohammad Jan.
func (al alignment) insteadOfAbdul() bool {
	if len(al.onlyB) == 0 || strings.HasPrefix(al.onlyB[0].text, "abd") {
		return false
	}
	return slices.ContainsFunc(al.pairs, func(p pair) bool {
		return p.rule == ruleServant && len(al.a[p.a].text) > len(al.b[p.b].text)
	})
}

// reversed returns the alignment as seen from the other name.
func (al alignment) reversed() alignment {
	out := alignment{a: al.b, b: al.a, onlyA: al.onlyB, onlyB: al.onlyA}
	for _, p := range al.pairs {
		out.pairs = append(out.pairs, pair{p.b, p.a, p.kinship})
	}
	return out
}

// differentGiven reports whether the given name of a, which Arabic particles show, is not that of b: it has no
// partner, or one that is a father's name or has an article.
func (al alignment) differentGiven() bool {
	given := givenOf(al.a)
	if given < 0 {
		return false
	}
	other := givenOf(al.b)
	for _, p := range al.pairs {
		if p.a == given {
			return other >= 0 && p.b != other
		}
	}
	return len(al.onlyB) == 0 && len(al.b) > 1 || other >= 0
}

// reordered reports whether two names have the same words of one syllable in different orders, such as Kim Yong Nam and
// Kim Nam Yong. An order in which only the family name moved from one end to the other is no different order.
func (al alignment) reordered() bool {
	n := len(al.pairs)
	if n < 3 || n != len(al.a) || n != len(al.b) {
		return false
	}
	places := make([]int, n)
	for _, p := range al.pairs {
		if !oneSyllable(al.a[p.a].text) {
			return false
		}
		places[p.a] = p.b
	}
	for i := range places {
		if places[(i+1)%n] != (places[i]+1)%n {
			return true
		}
	}
	return false
}

// oneSyllable reports whether a word has one group of vowels.
func oneSyllable(word string) bool {
	groups, inVowel := 0, false
	for _, r := range word {
		if isVowel(r) && !inVowel {
			groups++
		}
		inVowel = isVowel(r)
	}
	return groups == 1
}
