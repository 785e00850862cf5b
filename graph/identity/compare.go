package identity

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// A Verdict tells what to do with two names.
type Verdict int

// The verdicts. A score decides between them.
const (
	Different Verdict = iota // two persons, unless something else shows that they are one
	Perhaps                  // a person has to look
	Same                     // one person, if nothing else speaks against it
)

// String returns the verdict as a word.
func (v Verdict) String() string { return [...]string{"different", "perhaps", "same"}[v] }

// Scores from which names are perhaps one person's, and one person's.
const (
	leastPerhaps = 0.65
	leastSame    = 0.8
)

// Likeness tells how like two names of persons are.
type Likeness struct {
	Verdict Verdict
	Score   float64 // 0 to 1
	Reason  string  // the rules that led to it
	// Thin tells that nothing contradicts, but the names have little in common: one word, initials, or everyday names.
	Thin bool
}

// InOneCountry returns the likeness of the names of two officials of one country. There are few of them: names that do
// not contradict each other are the same, even where they have little in common.
func (l Likeness) InOneCountry() Likeness {
	if l.Thin && l.Verdict != Same {
		l.Verdict, l.Score = Same, leastSame
		l.Reason += "; one country"
	}
	return l
}

// Compare compares two names of persons, in any scripts and any order of their words. It knows names alone: two persons
// of one name are the same to it. It is symmetric.
func Compare(a, b string) Likeness { return ParseName(a).Compare(ParseName(b)) }

// Compare compares two names.
func (n Name) Compare(o Name) Likeness {
	if n.script == eastAsia || o.script == eastAsia {
		return n.compareSigns(o)
	}
	strict := n.pinyin && o.pinyin || n.korean != nil && o.korean != nil
	l := n.compareWords(o, strict)
	if l.Verdict == Same || n.script != latin || o.script != latin {
		return l
	}
	if s := n.compareSyllables(o); s.Score > l.Score {
		return s
	}
	return l
}

// likeness returns a verdict by its score.
func likeness(score float64, reasons ...string) Likeness {
	score = math.Round(100*max(0, min(1, score))) / 100
	l := Likeness{Verdict: Different, Score: score, Reason: strings.Join(reasons, "; ")}
	switch {
	case score >= leastSame:
		l.Verdict = Same
	case score >= leastPerhaps:
		l.Verdict = Perhaps
	}
	return l
}

// compareWords compares two names by their words.
func (n Name) compareWords(o Name, strict bool) Likeness {
	al := align(n, o, strict)
	if len(al.pairs) == 0 {
		return likeness(0, "no word in common")
	}
	if why := n.contradiction(o, al); why != "" {
		return likeness(scoreContradict, why)
	}
	e := evidence{
		score:     1,
		numbered:  n.generation > 0 && n.generation == o.generation || n.sovereign && o.sovereign,
		sovereign: n.sovereign || o.sovereign,
	}
	slices.SortFunc(al.pairs, func(p, q pair) int { return cmp.Compare(p.a, q.a) })
	for _, p := range al.pairs {
		e.addPair(p.kinship, al.a[p.a], al.b[p.b])
	}
	e.addMissing(append(al.onlyA, al.onlyB...), len(al.onlyA) > 0 && len(al.onlyB) > 0)
	return e.likeness()
}
