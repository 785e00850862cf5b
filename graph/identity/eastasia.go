package identity

import "slices"

// Scores of East Asian names, and what each rare spelling takes from them.
const (
	scoreSigns     = 1.0
	scoreReading   = 0.95
	scoreHomophone = 0.7
	scoreRomanised = 0.9
	rareSpelling   = 0.06
)

// compareSigns compares two names of which one at least has Han characters or Hangul.
func (n Name) compareSigns(o Name) Likeness {
	if n.script != eastAsia {
		return o.compareSigns(n)
	}
	switch {
	case slices.Equal(n.signs, o.signs) && len(n.signs) > 0:
		return likeness(scoreSigns, "same characters")
	case len(n.signs) == 0 || o.script == abjad:
		return likeness(0, "nothing to compare")
	}
	rare, korean := koreanAgree(n.korean, o.korean)
	chinese := chineseAgree(n.chinese, o.chinese)
	bothHan := n.chinese != nil && o.script == eastAsia && o.chinese != nil
	switch {
	case bothHan && korean && chinese:
		return likeness(scoreHomophone, "other characters, same reading")
	case bothHan:
		return likeness(0.2, "other characters")
	case chinese:
		return likeness(scoreReading, "same Mandarin reading")
	case korean:
		return likeness(scoreReading-rareSpelling*float64(rare)/2, "same Korean reading")
	}
	return likeness(0.2, "other syllables")
}

// compareSyllables compares two romanised names by their syllables.
func (n Name) compareSyllables(o Name) Likeness {
	if chineseAgree(n.chinese, o.chinese) {
		return likeness(scoreRomanised, "same Chinese syllables")
	}
	if !slices.ContainsFunc(n.koreanKeys, func(k string) bool { return slices.Contains(o.koreanKeys, k) }) {
		return likeness(0)
	}
	if rare, ok := koreanAgree(n.korean, o.korean); ok {
		return likeness(scoreRomanised-rareSpelling*float64(rare), "same Korean syllables")
	}
	return likeness(0)
}
