package identity

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

//go:generate go run demarche/tools/hanreadings -unihan /usr/share/unicode -out readings.txt

//go:embed readings.txt
var readingsFile string

// hanTable holds what is known of Han characters.
type hanTable struct {
	korean      map[rune]string   // the Hangul of each, one after the other
	pinyin      map[rune][]string // Mandarin readings of each, without tones
	mandarin    map[string]bool   // all Mandarin syllables
	traditional map[rune]rune     // of simplified characters
}

// han parses the table on first use.
var han = sync.OnceValue(func() hanTable {
	t := hanTable{map[rune]string{}, map[rune][]string{}, map[string]bool{}, map[rune]rune{}}
	for line := range strings.Lines(readingsFile) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		reading, chars, _ := strings.Cut(rest, " ")
		switch kind {
		case "k":
			for _, r := range chars {
				t.korean[r] += reading
			}
		case "m":
			if strings.ContainsAny(reading, vowels+"v") {
				t.mandarin[reading] = true
			}
			for _, r := range chars {
				t.pinyin[r] = append(t.pinyin[r], reading)
			}
		case "s":
			pairs := []rune(reading)
			for i := 0; i+1 < len(pairs); i += 2 {
				t.traditional[pairs[i]] = pairs[i+1]
			}
		}
	}
	return t
})

// readSigns returns the Han characters, in their traditional form, and the Hangul of a name, and how each may be read
// in Korean.
func readSigns(text string) (signs []rune, korean reading) {
	table := han()
	for _, r := range text {
		full, simplified := table.traditional[r]
		var readings string
		switch {
		case unicode.Is(unicode.Hangul, r):
			readings = string(r)
		case unicode.Is(unicode.Han, r):
			readings = table.korean[r] + table.korean[full]
		default:
			continue
		}
		var position []syllable
		for _, k := range readings {
			if s, ok := hangulSyllable(k); ok {
				position = append(position, s)
			}
		}
		if !simplified {
			full = r
		}
		signs, korean = append(signs, full), append(korean, position)
	}
	return signs, korean
}

// readMandarin returns how each of the Han characters may be read in Mandarin; nil if one is none.
func readMandarin(signs []rune) (out [][]string) {
	for _, r := range signs {
		readings := han().pinyin[r]
		if readings == nil {
			return nil
		}
		out = append(out, readings)
	}
	return out
}
