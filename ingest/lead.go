package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// Before a table's header there may be Excel's line with the separator, and lines about the table.

const maxPreamble = 50 // lines

// separatorLine is Excel's first line, which names what parts the cells.
var separatorLine = regexp.MustCompile(`^(?i:"?sep=([^\pL\pN\s"]|\t)"?)[,;\t]*\r?\n`)

// look decides how the text of each input is read. What cannot be read to its end is reported when it is read again.
func (f *file) look(format string, named encoding.Encoding) {
	var shapes []shape
	again := false // whether a text has to be decoded to see whether it can be
	_ = f.eachRaw(func(name string, raw *bufio.Reader, bound *bounded) error {
		bound.row.Store(math.MaxInt64)
		s, err := scanned(raw)
		sh := s.shape(name, named)
		if sh.err == nil {
			again = again || sh.decoder != nil && sh.decoder != latin1
			sh.lead(name, format)
		}
		shapes = append(shapes, sh)
		return err
	})
	f.shapes = shapes
	if !again {
		return
	}
	_ = f.each(func(m member) error {
		m.bound.row.Store(math.MaxInt64)
		if d := m.shape.decoder; d == nil || m.shape.err != nil {
			return nil //nolint:nilerr // it is returned when the text is read
		}
		err := checked(m.name, m.shape.skipped, m.text)
		if _, bad := errors.AsType[errEncoding](err); bad {
			shapes[m.at].err = err
			return nil // it is returned when the text is read
		}
		return err
	})
}

// lead decides which lines stand before the text of a format, or of any with Auto, and how lines end.
func (s *shape) lead(name, format string) {
	s.endsCR = endsCR(s.head(name).Bytes)
	head := s.head(name)
	if m := separatorLine.FindSubmatch(head.Bytes); m != nil {
		s.skipped, s.separator = 1, []rune(string(m[1]))[0]
		head.Separator, head.Bytes = s.separator, head.Bytes[len(m[0]):]
	}
	lines := preamble(format, head)
	if lines > 0 {
		s.skipped += lines
		s.notes = append(s.notes, fmt.Sprintf("%s: %d lines before the header are skipped", name, lines))
	}
}

// head is the beginning of the text.
func (s *shape) head(name string) Head {
	// What is cut at the end of the beginning is no part of a header.
	text, _ := io.ReadAll(norm.NFC.Reader(transform.NewReader(bytes.NewReader(s.beginning), s.transformer())))
	return Head{Name: name, Bytes: text}
}

// preamble counts the lines before the header of a table; 0 where none of the next lines is one, or the first is.
func preamble(format string, head Head) int {
	_, sure := other(format, head)
	if sure || len(bytes.TrimSpace(head.Bytes)) == 0 || beginsJSON(head.Bytes) {
		return 0
	}
	var formats []Format
	for _, f := range Formats() {
		if format == Auto || format == f.Name {
			formats = append(formats, f)
		}
	}
	for lines := 0; lines <= maxPreamble; lines++ {
		for _, f := range formats {
			if len(head.Bytes) > 0 && f.Sniff(head) && (lines == 0 || f.headed(head)) {
				return lines
			}
		}
		_, rest, more := bytes.Cut(head.Bytes, []byte("\n"))
		if !more {
			return 0
		}
		head.Bytes = rest
	}
	return 0
}

// beginsJSON reports whether the first character of a text, after blanks, is that of an object or a list.
func beginsJSON(text []byte) bool {
	text = bytes.TrimSpace(text)
	return len(text) > 0 && (text[0] == '{' || text[0] == '[')
}

// headed reports whether what looks like the format begins with the header of a table.
func (f Format) headed(h Head) bool {
	line := strings.TrimSpace(h.Lines()[0])
	return line != "" && !beginsJSON([]byte(line)) && (f.Headless == nil || !f.Headless(h))
}
