package identity

import "strings"

// What takes from the score of two names by their words, beside what single words take.
const (
	penaltyMissing  = 0.04 // a word that one name lacks; half of it for initials and everyday names
	penaltyMore     = 0.08 // the third such word, and each more
	penaltyOverlap  = 0.08 // each name lacks a word
	penaltyFew      = 0.25 // the words in common identify nobody
	penaltyOneWord  = 0.3  // one word in common
	penaltyInitial  = 0.12 // a given name that is only an initial
	mostLetters     = 2.0  // costs of letters that differ
	scoreContradict = 0.3
)

// evidence adds up what speaks for two names that do not contradict each other.
type evidence struct {
	score     float64
	reasons   []string
	numbered  bool // both have a sovereign's title, or the same number
	sovereign bool // one has a sovereign's title

	full     int     // pairs of whole words
	telling  int     // those that are no everyday names
	initials int     // pairs of an initial and a word
	letters  float64 // costs of the letters that differ
	abdul    float64 // penalties for words with and without Abdul

	missing, tellingMissing int // words that one name lacks, and those that are no everyday names
}

// addPair adds a word of each name that are one.
func (e *evidence) addPair(k kinship, a, b word) {
	e.score -= k.penalty
	e.letters += k.letters
	if k.rule != ruleSame {
		e.reasons = append(e.reasons, k.rule+": "+a.text+", "+b.text)
	}
	switch k.rule {
	case ruleInitial:
		e.initials++
		return
	case ruleServant:
		e.abdul += k.penalty
	}
	if !a.initial {
		e.full++
		if !everyday[a.text] && !everyday[b.text] {
			e.telling++
		}
	}
}

// addMissing adds the words that one of the names lacks; both tells that each of them lacks one.
func (e *evidence) addMissing(words []word, both bool) {
	for _, w := range words {
		switch {
		case everyday[w.text] || w.initial:
			e.score -= penaltyMissing / 2
		case e.missing < 2:
			e.score -= penaltyMissing
			e.tellingMissing++
		case !e.numbered:
			e.score -= penaltyMore
			e.tellingMissing++
		}
		e.missing++
	}
	if both {
		e.score -= penaltyOverlap
	}
	if e.missing > 0 {
		e.reasons = append(e.reasons, "one name lacks: "+strings.Join(textsOf(words), " "))
	}
}

// likeness returns what the evidence amounts to.
func (e *evidence) likeness() Likeness {
	if e.letters > mostLetters {
		return likeness(scoreContradict, append(e.reasons, "too many letters differ")...)
	}
	agreement := e.score + e.abdul
	penalty, reason, enoughInCountry := e.scarce()
	if reason != "" {
		e.reasons = append(e.reasons, reason)
	}
	if e.reasons == nil {
		e.reasons = []string{"same words"}
	}
	l := likeness(e.score-penalty, e.reasons...)
	l.Thin = enoughInCountry == always || enoughInCountry == ifAgreed && agreement >= leastSame
	return l
}

// enough tells whether scarce evidence is enough for officials of one country.
type enough int

const (
	ifAgreed enough = iota // if nothing but its scarcity speaks against it
	always
	never
)

// scarce returns what the score loses where the words in common identify nobody, and why.
func (e *evidence) scarce() (penalty float64, reason string, inCountry enough) {
	oneWord := e.full == 1 && e.missing > 0 && !e.numbered
	switch {
	case e.full == 0:
		return 2 * penaltyOneWord, "only initials in common", ifAgreed
	case oneWord && e.telling == 1 && e.initials == 0:
		return penaltyOneWord, "one word in common", always
	case oneWord && e.sovereign:
		return 2 * penaltyOneWord, "one word in common", always
	case oneWord && e.telling == 1 && e.initials == 1 && e.tellingMissing == 0:
		return penaltyOneWord, "one word and an initial in common", ifAgreed
	case oneWord:
		return 2 * penaltyOneWord, "one everyday word in common", never
	case e.full == 1 && e.initials == 1 && !e.numbered:
		return penaltyInitial, "", ifAgreed
	case !e.numbered && (e.telling == 0 && e.missing > 0 || e.telling == 1 && e.tellingMissing > 1):
		return penaltyFew, "only everyday names in common", ifAgreed
	case !e.numbered && e.tellingMissing > e.full:
		return penaltyFew, "more words missing than in common", ifAgreed
	}
	return 0, "", ifAgreed
}
