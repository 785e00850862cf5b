package ingest

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"

	"demarche/graph/country"
)

// Of the encodings with a byte for a letter Windows-1252 alone is read without being named, and only where no letter of
// the file could be another one.

var latin1 encoding.Encoding = charmap.Windows1252

// sameLetter are the bytes that stand for the same letter in every encoding of Latin letters.
var sameLetter = func() (out [256]bool) {
	pages := []*charmap.Charmap{
		charmap.Windows1250,
		charmap.Windows1254,
		charmap.Windows1257,
		charmap.Windows1258,
		charmap.ISO8859_2,
		charmap.ISO8859_3,
		charmap.ISO8859_4,
		charmap.ISO8859_9,
		charmap.ISO8859_10,
		charmap.ISO8859_13,
		charmap.ISO8859_14,
		charmap.ISO8859_15,
		charmap.ISO8859_16,
	}
	for b := 0xa0; b < 0x100; b++ {
		r := charmap.Windows1252.DecodeByte(byte(b))
		out[b] = unicode.IsLetter(r) &&
			!slices.ContainsFunc(pages, func(p *charmap.Charmap) bool { return p.DecodeByte(byte(b)) != r })
	}
	return out
}()

// A latin is what the lines that are no UTF-8 show.
type latin struct {
	certain bool   // all their letters are certain in Windows-1252
	seen    string // one of them, with what is around it
	doubt   bool
	samples [][]byte // some cells
}

const (
	maxSamples = 200 // cells
	around     = 60  // bytes of a cell on either side
)

// add looks at a piece of text that is no UTF-8 from an offset on.
func (l *latin) add(piece []byte, from int) {
	for i := from; i < len(piece); i++ {
		if piece[i] < utf8.RuneSelf || i > from && piece[i-1] >= utf8.RuneSelf {
			continue
		}
		cell := cellAround(piece, i)
		if len(l.samples) < maxSamples {
			l.samples = append(l.samples, bytes.Clone(cell))
		}
		if l.doubt {
			continue
		}
		text := decodedAs(latin1, cell)
		if !certainAt(piece, i) {
			if _, country := country.Named(text); !country {
				l.certain, l.doubt = false, true
				continue
			}
		}
		l.certain = true
		l.seen = cmp.Or(l.seen, text)
	}
}

// cellAround is the cell in which a byte stands, or what is near of it.
func cellAround(piece []byte, at int) []byte {
	from, to := max(0, at-around), min(len(piece), at+around)
	if i := bytes.LastIndexAny(piece[from:at], "\r\n\t,;|\""); i >= 0 {
		from += i + 1
	}
	if i := bytes.IndexAny(piece[at:to], "\r\n\t,;|\""); i >= 0 {
		to = at + i
	}
	return bytes.TrimSpace(piece[from:to])
}

// certainAt reports whether a byte can be nothing but what it is in Windows-1252: a letter that all encodings of Latin
// letters agree on, in a word with two letters of ASCII at least; or a dash or an apostrophe away from all letters.
func certainAt(piece []byte, at int) bool {
	ascii := func(i int) bool { return i >= 0 && i < len(piece) && isASCIILetter(piece[i]) }
	wide := func(i int) bool { return i >= 0 && i < len(piece) && piece[i] >= utf8.RuneSelf }
	if wide(at-1) || wide(at+1) {
		return false
	}
	switch piece[at] {
	case 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0xa0:
		return !ascii(at-1) && !ascii(at+1)
	}
	if !sameLetter[piece[at]] {
		return false
	}
	letters := 0
	for i := at - 1; ascii(i) || i >= 0 && sameLetter[piece[i]]; i-- {
		letters += ones(ascii(i))
	}
	for i := at + 1; ascii(i) || i < len(piece) && sameLetter[piece[i]]; i++ {
		letters += ones(ascii(i))
	}
	return letters >= 2
}

func ones(b bool) int {
	if b {
		return 1
	}
	return 0
}

func isASCIILetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// decodedAs is a text in an encoding; what it cannot mean is U+FFFD.
func decodedAs(e encoding.Encoding, text []byte) string {
	out, err := e.NewDecoder().Bytes(text)
	if err != nil {
		return string(utf8.RuneError)
	}
	return string(out)
}

// candidates are the encodings that are suggested, the likeliest first.
var candidates = []string{
	"shift_jis", "euc-jp", "euc-kr", "gbk", "big5", "windows-1252", "windows-1250", "windows-1251", "windows-1254", "windows-1253", "windows-1256",
	"windows-1255", "windows-1257", "koi8-r", "ibm866", "macintosh",
}

const shownCandidates = 3

// A guess is what a cell reads in an encoding, and how odd all cells read.
type guess struct {
	name, shown string
	odd         int
}

// guesses are the likeliest encodings, and what a cell reads in them: "José" as windows-1252, "Josй" as windows-1251.
func (l *latin) guesses() string {
	var all []guess
	for _, name := range candidates {
		if e, err := htmlindex.Get(name); err == nil {
			if g := l.guess(name, e); g.shown != "" {
				all = append(all, g)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b guess) int { return cmp.Compare(a.odd, b.odd) })
	var out []string
	for _, g := range all[:min(len(all), shownCandidates)] {
		out = append(out, fmt.Sprintf("%q as %s", g.shown, g.name))
	}
	return strings.Join(out, ", ")
}

// guess reads the samples in an encoding; it shows nothing where the first cannot be read.
func (l *latin) guess(name string, e encoding.Encoding) guess {
	g := guess{name: name}
	for i, cell := range l.samples {
		text := decodedAs(e, cell)
		if strings.ContainsRune(text, utf8.RuneError) || strings.ContainsFunc(text, unicode.IsControl) {
			g.odd += 10 // or the cell is cut
			continue
		}
		g.odd += oddities(text)
		if g.shown == "" && (i == 0 || len(l.samples[0]) >= around) {
			g.shown = text
		}
	}
	return g
}

// oddities counts what words seldom have: letters of two scripts, a capital after a small letter, and signs.
func oddities(text string) (n int) {
	before := ' '
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf && !unicode.IsLetter(r):
		case unicode.IsLetter(r) && unicode.IsLetter(before):
			if scriptOf(r) != scriptOf(before) {
				n += 2
			}
			if unicode.IsUpper(r) && unicode.IsLower(before) {
				n += 2
			}
		case r >= utf8.RuneSelf && !unicode.IsLetter(r) && !unicode.IsPunct(r):
			n += 2
		}
		if unicode.Is(unicode.Han, r) && !common(r) {
			n++
		}
		if unicode.IsLetter(r) && r >= 0xff61 && r <= 0xff9f { // half-width katakana
			n += 2
		}
		before = r
	}
	return n
}

// common reports whether a character of Chinese is one of the more frequent ones.
func common(r rune) bool {
	b, err := gb2312.NewEncoder().Bytes([]byte(string(r)))
	return err == nil && len(b) == 2 && b[0] >= 0xb0 && b[0] <= 0xd7 && b[1] >= 0xa1
}

var gb2312 = func() encoding.Encoding {
	e, err := htmlindex.Get("gbk")
	if err != nil {
		panic(err) // htmlindex has it
	}
	return e
}()

// scriptOf is the script of a letter; those that stand in words together are one.
func scriptOf(r rune) string {
	for name, table := range map[string]*unicode.RangeTable{
		"latin": unicode.Latin, "cyrillic": unicode.Cyrillic, "greek": unicode.Greek, "arabic": unicode.Arabic, "hebrew": unicode.Hebrew, "hangul": unicode.Hangul,
	} {
		if unicode.Is(table, r) {
			return name
		}
	}
	if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー' || r == '々' {
		return "han"
	}
	return "other"
}
