package identity

import (
	"cmp"
	"slices"
	"strings"
)

// pair is a word of each of two names that are one.
type pair struct {
	a, b int
	kinship
}

// alignment tells which words of two names are one.
type alignment struct {
	a, b         []word
	pairs        []pair
	onlyA, onlyB []word
}

// align pairs the words of two names, the surest pairs first. It joins words that the other name writes as one.
func align(n, o Name, strict bool) alignment {
	byBones := n.script != o.script
	out := alignment{a: n.words, b: o.words}
	if !byBones {
		out.a, out.b = joined(out.a, out.b), joined(out.b, out.a)
	}
	var all []pair
	for i := range out.a {
		for j := range out.b {
			w, v := &out.a[i], &out.b[j]
			var k kinship
			var ok bool
			if byBones {
				k, ok = w.kinByBones(v)
			} else {
				k, ok = w.kin(v, strict)
			}
			if ok {
				all = append(all, pair{i, j, k})
			}
		}
	}
	sameRole := func(p pair) int {
		v, w := &out.a[p.a], &out.b[p.b]
		if v.article == w.article && v.ofFather == w.ofFather {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(all, func(p, q pair) int {
		return cmp.Or(cmp.Compare(p.penalty, q.penalty), cmp.Compare(sameRole(p), sameRole(q)))
	})
	usedA, usedB := make([]bool, len(out.a)), make([]bool, len(out.b))
	for _, p := range all {
		if !usedA[p.a] && !usedB[p.b] {
			usedA[p.a], usedB[p.b] = true, true
			out.pairs = append(out.pairs, p)
		}
	}
	out.onlyA, out.onlyB = rest(out.a, usedA), rest(out.b, usedB)
	return out
}

// rest returns the words that are not used, without particles and without repetitions of used words.
func rest(words []word, used []bool) (out []word) {
	for i := range words {
		w := &words[i]
		if used[i] || w.particle {
			continue
		}
		repeated := false
		for j := range words {
			v := &words[j]
			repeated = repeated || used[j] && v.sound == w.sound && !v.ofFather && !v.article && !w.article
		}
		if !repeated {
			out = append(out, *w)
		}
	}
	return out
}

// mayJoin reports whether words are as long together as one other word, and begin with the same letter.
func mayJoin(words []word, o word) bool {
	length := 0
	for _, w := range words {
		length += len(w.text)
	}
	return length <= len(o.text)+2 && length >= len(o.text)-2 && words[0].text[0] == o.text[0]
}

// joined returns the words of a name; those that stand as one word in the other name become one.
func joined(words, other []word) []word {
	for _, o := range other {
		if len(o.text) < 5 {
			continue
		}
		for i := range words {
			if n := run(words[i:], o); n > 0 {
				one := words[i]
				one.text, one.particle = strings.Join(textsOf(words[i:i+n]), ""), false
				return joined(slices.Concat(words[:i], []word{newWord(one)}, words[i+n:]), other)
			}
			if withParticle(words[i], o) {
				out := slices.Clone(words)
				out[i].text = o.text
				out[i] = newWord(out[i])
				return out
			}
		}
	}
	return words
}

// run returns how many of the first words, up to four, are one word of the other name; 0 if none are.
func run(words []word, o word) int {
	for n := 2; n <= min(4, len(words)); n++ {
		if words[0].initial || words[n-1].initial {
			return 0
		}
		if !mayJoin(words[:n], o) {
			continue
		}
		text := strings.Join(textsOf(words[:n]), "")
		sound := soundOf(text)
		if sound == o.sound || len(text) >= 8 && distance(sound, o.sound, costVowel) <= costVowel {
			return n
		}
	}
	return 0
}

// withParticle reports whether the other word is the word with what stands before it: al-Arabi and Elaraby, Ben Salah
// and Bensalah.
func withParticle(w, o word) bool {
	particles := map[string]bool(nil)
	switch {
	case w.article:
		particles = articles
	case w.ofFather:
		particles = fathers
	}
	for particle := range particles {
		if rest, ok := strings.CutPrefix(o.text, particle); ok && distance(soundOf(rest), w.sound, costVowel) <= costVowel {
			return true
		}
	}
	return false
}
