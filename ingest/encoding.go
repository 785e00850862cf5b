package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"demarche/graph"
)

// A text is read as UTF-8 or UTF-16, or in the encoding that the caller names. Any other text is refused, unless all of
// its letters are certain (latin.go): a wrong guess stores wrong names, and nobody notices.

// pythonNames are names of encodings that htmlindex lacks.
var pythonNames = map[string]string{
	"latin-1": "windows-1252", "utf8": "utf-8", "utf16": "utf-16", "cp932": "shift_jis", "cp936": "gbk", "cp949": "euc-kr", "cp950": "big5",
}

// EncodingNamed returns the encoding with a name of the WHATWG Encoding Standard, such as windows-1251 or gbk, in any
// case; nil for the empty name. An unknown name is ErrBadInput.
func EncodingNamed(name string) (encoding.Encoding, error) {
	if name == "" {
		return nil, nil //nolint:nilnil // no name, no encoding
	}
	key := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), "_", "-")
	if other, ok := pythonNames[key]; ok {
		key = other
	}
	for _, k := range []string{key, strings.ReplaceAll(key, "-", "_"), strings.Replace(key, "cp", "windows-", 1)} {
		e, err := htmlindex.Get(k)
		if err == nil && e != encoding.Replacement {
			return e, nil
		}
	}
	return nil, fmt.Errorf("%w: there is no encoding %q; there are utf-8, utf-16le, windows-1250, windows-1251, windows-1252, gbk, big5, shift_jis, euc-jp, euc-kr and the others of the WHATWG Encoding Standard",
		graph.ErrBadInput, name)
}

// errEncoding says that a text cannot be read in the encoding that it is taken for.
type errEncoding struct{ error }

func (e errEncoding) Unwrap() error { return e.error }

func undecodable(format string, args ...any) error {
	return errEncoding{fmt.Errorf("%w: "+format, append([]any{graph.ErrBadInput}, args...)...)}
}

// A shape is how the text of one input is read.
type shape struct {
	decoder   encoding.Encoding // nil: UTF-8, or what the byte order mark says
	endsCR    bool              // lines end with CR alone
	skipped   int               // lines before the text: a preamble, or Excel's sep=
	separator rune              // of cells, as Excel's sep= names it; 0 where it does not
	beginning []byte            // not decoded
	notes     []string
	err       error // why it cannot be read
}

// A scan looks at the bytes of a text.
type scan struct {
	beginning []byte // headSize at most
	size      int64
	zeros     [2]int64  // bytes, at even and at odd offsets
	ended     lineCount // lines
	bad       lineCount // lines before the first that is no UTF-8
	wide      lineCount // lines before the first with a letter of UTF-8 beyond ASCII
	lost      lineCount // lines before the first with U+FFFD
	escaped   bool      // it holds the escapes of ISO 2022
	latin     latin
	carried   []byte // the beginning of a letter that goes on in the next piece
}

// A lineCount counts lines that end with LF, and those that end with CR alone; some is whether it counts anything.
type lineCount struct {
	lf, cr int
	some   bool
}

func (c lineCount) plus(text []byte) lineCount {
	lf := bytes.Count(text, []byte("\n"))
	return lineCount{c.lf + lf, c.cr + bytes.Count(text, []byte("\r")) - bytes.Count(text, []byte("\r\n")), true}
}

// next is the number of the line after those that are counted.
func (c lineCount) next(endsCR bool) int {
	if endsCR {
		return c.lf + c.cr + 1
	}
	return c.lf + 1
}

// scanned scans a whole text.
func scanned(raw *bufio.Reader) (*scan, error) {
	s := &scan{}
	for {
		piece, err := raw.ReadSlice('\n')
		s.add(piece)
		switch {
		case errors.Is(err, io.EOF):
			if len(s.carried) > 0 {
				s.text(s.carried)
			}
			return s, nil
		case err != nil && !errors.Is(err, bufio.ErrBufferFull):
			return s, err
		}
	}
}

// add looks at the next bytes, which end with a line's end, or anywhere in a long line.
func (s *scan) add(piece []byte) {
	if room := headSize - len(s.beginning); room > 0 {
		s.beginning = append(s.beginning, piece[:min(room, len(piece))]...)
	}
	for i, b := range piece {
		if b == 0 {
			s.zeros[(s.size+int64(i))%2]++
		}
	}
	s.size += int64(len(piece))
	piece = append(s.carried, piece...)
	s.carried = nil
	for cut := 1; cut < utf8.UTFMax && cut <= len(piece); cut++ { // a letter that goes on in the next piece
		if end := piece[len(piece)-cut:]; utf8.RuneStart(end[0]) {
			if !utf8.FullRune(end) {
				s.carried = bytes.Clone(end)
				piece = piece[:len(piece)-cut]
			}
			break
		}
	}
	s.text(piece)
}

// text looks at whole letters.
func (s *scan) text(piece []byte) {
	before := s.ended
	s.ended = before.plus(piece)
	s.escaped = s.escaped || bytes.Contains(piece, []byte("\x1b$"))
	if utf8.Valid(piece) {
		if !s.wide.some && bytes.ContainsFunc(piece, func(r rune) bool { return r >= utf8.RuneSelf && r != '\ufeff' }) {
			s.wide = before.plus(nil)
		}
		if !s.lost.some && bytes.ContainsRune(piece, utf8.RuneError) {
			s.lost = before.plus(nil)
		}
		return
	}
	at := 0
	for r, n := utf8.DecodeRune(piece); r != utf8.RuneError || n > 1; r, n = utf8.DecodeRune(piece[at:]) {
		at += n
	}
	if !s.bad.some {
		s.bad = before.plus(piece[:at])
	}
	s.latin.add(piece, at)
}

// utf16 is the encoding of UTF-16 without a byte order mark: its ASCII has a zero in every other byte. It is nil for
// all other text.
func (s *scan) utf16() encoding.Encoding {
	even, odd := s.zeros[0], s.zeros[1]
	switch {
	case (even+odd)*16 < s.size:
	case even*4 < odd:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case odd*4 < even:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

var marks16 = []string{"\xff\xfe", "\xfe\xff"}

// shape decides how the text is read, by what the scan saw and the encoding that the caller named.
func (s *scan) shape(name string, named encoding.Encoding) shape {
	out := shape{beginning: s.beginning}
	cr := endsCR(s.beginning)
	begins := func(mark string) bool { return bytes.HasPrefix(s.beginning, []byte(mark)) }
	switch wide := s.utf16(); {
	case begins("\xff\xfe\x00\x00") || begins("\x00\x00\xfe\xff"):
		out.err = undecodable("%s is UTF-32: save it as UTF-8", name)
	case begins(marks16[0]) || begins(marks16[1]): // the mark decides
		out.decoder = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case named == unicode.UTF8, named == nil && !s.bad.some && s.zeros == [2]int64{} && !s.escaped:
		s.plain(&out, name, cr)
	case named != nil && !s.bad.some && s.wide.some:
		out.err = undecodable("%s: line %d is UTF-8 and not the encoding that --encoding names: leave --encoding out", name, s.wide.next(cr))
	case named != nil:
		out.decoder = named
	case wide != nil:
		out.decoder = wide
	case s.zeros != [2]int64{}:
		out.err = undecodable("%s holds zero bytes: it is UTF-32, UTF-16 or no text: say --encoding utf-16le or utf-16be, or save it as UTF-8", name)
	case s.escaped:
		out.err = undecodable("%s is in an encoding with escapes, such as ISO-2022-JP: say --encoding iso-2022-jp, or save it as UTF-8", name)
	case !s.wide.some && s.latin.certain:
		out.decoder = latin1
		out.notes = append(out.notes, fmt.Sprintf("%s is not UTF-8: it is read as Windows-1252, such as line %d, %q; if that is wrong, say --encoding", name, s.bad.next(cr), s.latin.seen))
	default:
		out.err = s.refused(name, cr)
	}
	return out
}

// plain is the shape of UTF-8.
func (s *scan) plain(out *shape, name string, cr bool) {
	switch {
	case s.bad.some:
		out.err = undecodable("%s: line %d is not UTF-8", name, s.bad.next(cr))
	case s.zeros != [2]int64{}:
		out.err = undecodable("%s holds zero bytes: it is no UTF-8", name)
	case s.lost.some:
		out.notes = append(out.notes, fmt.Sprintf("%s: letters were lost before it was imported: \ufffd stands in their place, on line %d first", name, s.lost.next(cr)))
	}
}

// refused says that a text is in no encoding that is certain, and which it may be.
func (s *scan) refused(name string, cr bool) error {
	if s.wide.some {
		return undecodable("%s: line %d is not UTF-8, and others are, such as line %d: mend it, or save the file in one encoding", name, s.bad.next(cr), s.wide.next(cr))
	}
	could := s.latin.guesses()
	if could == "" {
		return undecodable("%s: line %d is not UTF-8: save it as UTF-8, or say its encoding, such as --encoding windows-1252, windows-1251, gbk, shift_jis or euc-kr", name, s.bad.next(cr))
	}
	return undecodable("%s: line %d is not UTF-8: say --encoding NAME, or save it as UTF-8. It reads %s", name, s.bad.next(cr), could)
}

// transformer decodes the text, and ends lines with LF.
func (s shape) transformer() transform.Transformer {
	fallback := encoding.Nop.NewDecoder().Transformer
	if s.decoder != nil {
		fallback = s.decoder.NewDecoder().Transformer
	}
	decoder := unicode.BOMOverride(fallback)
	if s.endsCR {
		return transform.Chain(decoder, &lineEnder{})
	}
	return decoder
}

// lineEnder ends lines with LF that end with CR.
type lineEnder struct{ transform.NopResetter }

// Transform implements transform.Transformer.
func (*lineEnder) Transform(dst, src []byte, atEOF bool) (written, read int, err error) {
	for read < len(src) {
		if written == len(dst) {
			return written, read, transform.ErrShortDst
		}
		b := src[read]
		switch {
		case b == '\r' && read+1 == len(src) && !atEOF:
			return written, read, transform.ErrShortSrc
		case b == '\r' && (read+1 == len(src) || src[read+1] != '\n'):
			b = '\n'
		}
		dst[written] = b
		written, read = written+1, read+1
	}
	return written, read, nil
}

// endsCR reports whether the first line of a text ends with CR alone.
func endsCR(text []byte) bool {
	quoted := false
	for i, b := range text {
		switch {
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == '\n':
			return false
		case b == '\r':
			return i+1 < len(text) && text[i+1] != '\n' && !bytes.HasPrefix(text[i+1:], []byte("\r\n"))
		}
	}
	return false
}

// checked reads a text through for what its encoding cannot mean: letters that are none, and control characters of
// Latin-1.
func checked(name string, skipped int, text *bufio.Reader) error {
	line := skipped + 1
	for {
		r, _, err := text.ReadRune()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case r == '\n':
			line++
		case r == utf8.RuneError, r == 0, r >= 0x80 && r < 0xa0:
			return undecodable("%s: line %d cannot be read in the encoding that is named or that the file begins with: say another with --encoding", name, line)
		}
	}
}
