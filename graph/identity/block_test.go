package identity

import (
	"fmt"
	"slices"
	"testing"
)

// TestBlockKeys has pairs that Compare judges the same. Each shares a key.
func TestBlockKeys(t *testing.T) {
	tests := []struct{ rule, a, b string }{
		{"order of words", "Kim Jong-un", "Jong-un Kim"},
		{"a misspelled word", "Emmanuel Macron", "Emmanuel Marcon"},
		{"two misspelled words", "Kamal Kharrazi", "Kemal Kharazi"},
		{"a word that one name lacks", "Recep Erdogan", "Recep Tayyip Erdoğan"},
		{"an initial", "J. Kikwete", "Jakaya Mrisho Kikwete"},
		{"a short form", "Bob Dole", "Robert Dole"},
		{"Abdul", "Abdul Aziz Bouteflika", "Abdelaziz Bouteflika"},
		{"a repeated word", "Sabah al-Sabah", "Sabah al-Ahmad al-Jaber al-Sabah"},
		{"a sovereign", "King Abdullah II", "Abdullah II bin al-Hussein"},
		{"Cyrillic", "Аркадий Ротенберг", "Arkady Rotenberg"},
		{"Arabic", "فرناندو بيريز", "Fernando Pérez"},
		{"Hangul", "김정은", "Kim Jong-un"},
		{"Han and Hangul", "金正恩", "김정은"},
		{"Han and the Korean reading", "李明博", "Lee Myung-bak"},
		{"Han and Pinyin", "习近平", "Xi Jinping"},
		{"Pinyin and Wade-Giles", "Mao Zedong", "Mao Tse-tung"},
		{"two Korean romanisations", "Gim Jeong-eun", "Kim Chong-un"},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			a, b := BlockKeys(test.a), BlockKeys(test.b)
			if !slices.ContainsFunc(a, func(k string) bool { return slices.Contains(b, k) }) {
				t.Errorf("BlockKeys(%q) = %q and BlockKeys(%q) = %q have none in common", test.a, a, test.b, b)
			}
		})
	}
}

// TestBlockKeys_few holds the numbers that the comment of BlockKeys promises.
func TestBlockKeys_few(t *testing.T) {
	for name, want := range map[string]int{"": 0, "Hannibal": 1, "Emmanuel Macron": 2, "Recep Tayyip Erdogan": 6, "김정은": 1} {
		if got := BlockKeys(name); len(got) != want {
			t.Errorf("BlockKeys(%q) = %q, want %d keys", name, got, want)
		}
	}
}

func ExampleCompare() {
	l := Compare("김정은", "Kim Chŏng-ŭn")
	fmt.Println(l.Verdict, l.Score, l.Reason)
	// Output: same 0.92 same Korean reading
}
