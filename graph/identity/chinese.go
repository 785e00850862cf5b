package identity

import (
	"slices"
	"strings"
	"sync"
)

// wadeInitials and wadeFinals rewrite Pinyin into the system of Wade and Giles, without its apostrophes, which sources
// leave out. wadeSyllables are the exceptions.
var (
	wadeInitials = []struct{ pinyin, wade string }{
		{"zh", "ch"}, {"ch", "ch"}, {"sh", "sh"}, {"b", "p"}, {"d", "t"}, {"g", "k"}, {"j", "ch"}, {"q", "ch"}, {"x", "hs"}, {"z", "ts"}, {"c", "ts"}, {"r", "j"},
	}
	wadeFinals = map[string]string{
		"ian": "ien", "ie": "ieh", "ong": "ung", "iong": "iung", "uo": "o", "ue": "ueh", "ve": "ueh", "v": "u", "e": "e",
	}
	wadeSyllables = map[string]string{
		"zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "ssu", "ge": "ko", "ke": "ko", "he": "ho",
		"guo": "kuo", "kuo": "kuo", "huo": "huo", "shuo": "shuo", "gui": "kuei", "kui": "kuei", "yan": "yen", "ye": "yeh", "you": "yu", "yi": "i",
		"yong": "yung", "yue": "yueh", "er": "erh", "e": "o",
	}
)

// wadeOf returns a Pinyin syllable in the system of Wade and Giles.
func wadeOf(pinyin string) string {
	if wade, ok := wadeSyllables[pinyin]; ok {
		return wade
	}
	initial, final := "", pinyin
	for _, i := range wadeInitials {
		if rest, ok := strings.CutPrefix(pinyin, i.pinyin); ok {
			initial, final = i.wade, rest
			break
		}
	}
	if initial == "" {
		final = strings.TrimLeft(pinyin, "pmftnlkhsyw")
		initial = strings.TrimSuffix(pinyin, final)
	}
	if wade, ok := wadeFinals[final]; ok {
		final = wade
	}
	return initial + final
}

// pinyinOf are the Pinyin syllables that a syllable in the system of Wade and Giles may be.
var pinyinOf = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for syllable := range han().mandarin {
		wade := wadeOf(syllable)
		out[wade] = append(out[wade], syllable)
	}
	return out
})

// chineseSyllables splits a romanised word into at most two syllables that the table has. It returns nil if it cannot.
func chineseSyllables[V any](word string, table map[string]V) []string {
	if _, ok := table[word]; ok {
		return []string{word}
	}
	for i := len(word) - 1; i > 0; i-- {
		_, first := table[word[:i]]
		if _, second := table[word[i:]]; first && second {
			return []string{word[:i], word[i:]}
		}
	}
	return nil
}

// chineseReading returns the syllables of a romanised Chinese name, each as the Pinyin that it may be; nil if the
// name is none. pinyin reports whether it is written in Pinyin.
func chineseReading(words []string) (out [][]string, pinyin bool) {
	if len(words) < 2 || len(words) > 4 {
		return nil, false
	}
	for _, w := range words {
		parts := chineseSyllables(w, han().mandarin)
		if parts == nil {
			return wadeReading(words), false
		}
		for _, p := range parts {
			out = append(out, []string{p})
		}
	}
	if len(out) > 4 {
		return nil, false
	}
	return out, true
}

// wadeReading reads a name in the system of Wade and Giles.
func wadeReading(words []string) (out [][]string) {
	for _, w := range words {
		parts := chineseSyllables(w, pinyinOf())
		if parts == nil {
			return nil
		}
		for _, p := range parts {
			out = append(out, pinyinOf()[p])
		}
	}
	if len(out) > 4 {
		return nil
	}
	return out
}

// chineseAgree reports whether two names may have the same syllables, in the same order or with the family name moved
// from one end to the other.
func chineseAgree(a, b [][]string) bool {
	if len(a) != len(b) || len(a) < 2 {
		return false
	}
	moved := append(slices.Clone(b[1:]), b[0])
	back := append([][]string{b[len(b)-1]}, b[:len(b)-1]...)
	for _, order := range [][][]string{b, moved, back} {
		if slices.EqualFunc(a, order, func(x, y []string) bool {
			return slices.ContainsFunc(x, func(s string) bool { return slices.Contains(y, s) })
		}) {
			return true
		}
	}
	return false
}
