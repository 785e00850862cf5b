package identity

import "strings"

// How two words are one, with the name of the rule and what it takes from the score.
type kinship struct {
	rule    string
	penalty float64
	letters float64 // cost of the letters that differ
}

// Rules for two words, and what they take from the score.
const (
	ruleSame      = "same word"
	ruleSound     = "same sound"
	ruleBones     = "same consonants"
	ruleShort     = "short form"
	ruleForm      = "form in another language"
	ruleSlavic    = "form in another Slavic language"
	ruleInitial   = "initial"
	ruleBeginning = "beginning"
	ruleEnding    = "ending"
	ruleTyping    = "similar letters"
	ruleDoubtful  = "nearly similar letters"
	ruleServant   = "with and without Abdul"
)

var penalties = map[string]float64{
	ruleSame: 0, ruleSound: 0.01, ruleBones: 0.05, ruleShort: 0.08, ruleSlavic: 0.06, ruleForm: 0.22, ruleInitial: 0.1,
	ruleBeginning: 0.14, ruleEnding: 0.06, ruleDoubtful: 0.25, ruleServant: 0.17,
}

// kin returns how two words are one; ok is false if they are not.
func (w *word) kin(o *word, strict bool) (k kinship, ok bool) {
	by := func(rule string) (kinship, bool) { return kinship{rule: rule, penalty: penalties[rule]}, true }
	switch {
	case w.text == o.text:
		return by(ruleSame)
	case w.initial || o.initial:
		if w.text[0] == o.text[0] && w.initial != o.initial && w.text[0] >= 'a' {
			return by(ruleInitial)
		}
		return k, false
	case w.sound == o.sound:
		return by(ruleSound)
	case oppositeEndings(w.text, o.text):
		return k, false
	case meet(w.groups.short, o.groups.short):
		return by(ruleShort)
	case meet(w.groups.slavic, o.groups.slavic):
		return by(ruleSlavic)
	case meet(w.groups.forms, o.groups.forms):
		if oneLetterApart(w.text, o.text) {
			return by(ruleShort)
		}
		return by(ruleForm)
	case strict:
		return k, false
	case sameButEnding(w.sound, o.sound):
		return by(ruleEnding)
	}
	shorter := min(len(w.text), len(o.text))
	allowed := allowance(shorter)
	if w.arabic && o.arabic && shorter >= 3 {
		allowed = max(allowed, costVowel)
	}
	if cost := distance(w.sound, o.sound, allowed); cost <= allowed {
		return kinship{ruleTyping, 0.1 * cost, cost}, true
	}
	if shorter >= 3 && (strings.HasPrefix(w.text, o.text) || strings.HasPrefix(o.text, w.text)) {
		if shorter >= 5 {
			return by(ruleBeginning)
		}
		return by(ruleDoubtful)
	}
	if shorter >= 4 && oneLetterApart(w.text, o.text) {
		return by(ruleDoubtful)
	}
	if servantOf(w.text, o.text) {
		return by(ruleServant)
	}
	return k, false
}

// servantOf reports whether the words are one name with Abdul before it and without.
func servantOf(a, b string) bool {
	long, short := a, b
	if len(a) < len(b) {
		long, short = b, a
	}
	stem, ok := strings.CutPrefix(long, "abd")
	return ok && stem == short
}

// kinByBones returns how a word is one with a word in a script that does not write its vowels.
func (w *word) kinByBones(o *word) (k kinship, ok bool) {
	if w.initial || o.initial || len(w.bones) < 2 || len(o.bones) < 2 {
		return k, false
	}
	if w.bones == o.bones {
		return kinship{rule: ruleBones, penalty: penalties[ruleBones]}, true
	}
	if n := min(len(w.bones), len(o.bones)); n >= 4 && distance(w.bones, o.bones, costOther) <= costOther {
		return kinship{ruleBones, 2 * penalties[ruleBones], costOther}, true
	}
	return k, false
}

// endings are what languages add to a family name, or leave out: Rahmon and Rahmonov, Sukhbaatar and Sukhbaataryn,
// Lavrov and Lavrovs.
var endings = strings.Fields("ov ev iev yev in s as is us in yn iin oglu ogly ogli uulu kyzy zade zada")

// sameButEnding reports whether two words of sounds differ by such an ending alone.
func sameButEnding(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 5 || len(b) == len(a) || a[0] != b[0] {
		return false
	}
	for _, end := range endings {
		if stem, ok := strings.CutSuffix(b, end); ok && distance(a, stem, costNearest) <= costNearest {
			return true
		}
	}
	return false
}

// oppositeEndings reports whether the words are the male and the female form of a name: Angelo and Angela, Ivanov and
// Ivanova.
func oppositeEndings(a, b string) bool {
	if len(a) > len(b) || len(a) == len(b) && strings.HasSuffix(a, "a") {
		a, b = b, a
	}
	stem, female := strings.CutSuffix(b, "a")
	if !female || len(stem) < 3 {
		return false
	}
	if stem == a {
		return strings.HasSuffix(a, "ov") || strings.HasSuffix(a, "ev") || strings.HasSuffix(a, "in") || strings.HasSuffix(a, "r")
	}
	male, ok := strings.CutSuffix(a, "o")
	return ok && male == stem
}
