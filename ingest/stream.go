package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"

	"demarche/graph"
)

// A stream is JSON that is read value by value, each of which may take as much as a row.
type stream struct {
	*json.Decoder
	in    *Input
	lines *lineEnds
}

func streamOf(in *Input) *stream {
	lines := &lineEnds{r: in.Reader()}
	return &stream{json.NewDecoder(lines), in, lines}
}

// value is the value that comes next, and the line on which it begins.
func (s *stream) value() (text json.RawMessage, line int, err error) {
	s.in.Next()
	if err := s.Decode(&text); err != nil {
		return nil, 0, s.broken(err)
	}
	return text, s.lines.until(s.InputOffset()) - bytes.Count(text, []byte("\n")), nil
}

// delim expects a bracket; the field says where.
func (s *stream) delim(want json.Delim, field string) error {
	s.in.Next()
	t, err := s.Token()
	if err != nil {
		return s.broken(err)
	}
	if t != want {
		return s.wrong(fmt.Sprintf("%s: %v stands where %s belongs", field, t, want))
	}
	return nil
}

// each calls read for each value of the list that comes next.
func (s *stream) each(field string, read func(text json.RawMessage, line int) error) error {
	if err := s.delim('[', field); err != nil {
		return err
	}
	for s.More() {
		text, line, err := s.value()
		if err == nil {
			err = read(text, line)
		}
		if err != nil {
			return err
		}
	}
	return s.delim(']', field)
}

// values calls read for each value of the list, or for that of each member of the object, that comes next.
func (s *stream) values(field string, read func(text json.RawMessage, line int) error) error {
	s.in.Next()
	open, err := s.Token()
	if err != nil {
		return s.broken(err)
	}
	if open != json.Delim('[') && open != json.Delim('{') {
		return s.wrong(fmt.Sprintf("%s: %v stands where [ or { belongs", field, open))
	}
	for s.More() {
		if open == json.Delim('{') {
			if _, err := s.Token(); err != nil {
				return s.broken(err)
			}
		}
		text, line, err := s.value()
		if err == nil {
			err = read(text, line)
		}
		if err != nil {
			return err
		}
	}
	if _, err := s.Token(); err != nil {
		return s.broken(err)
	}
	return nil
}

// all calls read for each value up to the end.
func (s *stream) all(read func(text json.RawMessage, line int) error) error {
	for s.More() {
		text, line, err := s.value()
		if err == nil {
			err = read(text, line)
		}
		if err != nil {
			return err
		}
	}
	if _, err := s.Token(); !errors.Is(err, io.EOF) {
		return s.broken(err)
	}
	return nil
}

// members calls read for each member of the object that comes next; it has to read the value.
func (s *stream) members(field string, read func(key string) error) error {
	if err := s.delim('{', field); err != nil {
		return err
	}
	for s.More() {
		key, err := s.Token()
		if err != nil {
			return s.broken(err)
		}
		name, _ := key.(string)
		if err := read(name); err != nil {
			return err
		}
	}
	return s.delim('}', field)
}

// skip passes over the value that comes next, of any size.
func (s *stream) skip() error {
	for depth := 0; ; {
		s.in.Next()
		t, err := s.Token()
		if err != nil {
			return s.broken(err)
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
	}
}

// broken says where the JSON is broken; an error of reading stays what it is.
func (s *stream) broken(err error) error {
	if _, ok := errors.AsType[*json.SyntaxError](err); ok {
		return s.wrong(err.Error())
	}
	if errors.Is(err, errTooLong) {
		return s.in.at(s.lines.until(s.InputOffset()), err)
	}
	return broken(s.in, err)
}

// wrong says what is wrong after what was read last.
func (s *stream) wrong(what string) error {
	return fmt.Errorf("%w: %s: line %d: %s", graph.ErrBadInput, s.in.Name, s.lines.until(s.InputOffset()), what)
}

// lineEnds knows where lines end in what has been read ahead.
type lineEnds struct {
	r      io.Reader
	read   int64
	passed int
	ends   []int64
}

// readAhead is how much is read at once: the decoder goes over blanks from their beginning after each time.
const readAhead = 256 << 10

func (l *lineEnds) Read(p []byte) (n int, err error) {
	for p = p[:min(len(p), readAhead)]; n < len(p) && err == nil; {
		var more int
		more, err = l.r.Read(p[n:])
		n += more
	}
	for i, b := range p[:n] {
		if b == '\n' {
			l.ends = append(l.ends, l.read+int64(i))
		}
	}
	l.read += int64(n)
	return n, err
}

// until is the line, from 1, on which the byte before an offset stands. Offsets may not go back.
func (l *lineEnds) until(offset int64) int {
	n := 0
	for n < len(l.ends) && l.ends[n] < offset {
		n++
	}
	l.ends, l.passed = l.ends[n:], l.passed+n
	return l.passed + 1
}

// firstMembers are the members of the first object at the beginning of JSON, which may stand in a list, as far as it
// goes: a value that is cut short is nil.
func firstMembers(beginning []byte) map[string]json.RawMessage {
	d := json.NewDecoder(bytes.NewReader(beginning))
	t, err := d.Token()
	if err == nil && t == json.Delim('[') {
		t, err = d.Token()
	}
	if err != nil || t != json.Delim('{') {
		return nil
	}
	out := map[string]json.RawMessage{}
	for d.More() {
		key, err := d.Token()
		name, ok := key.(string)
		if err != nil || !ok {
			break
		}
		var value json.RawMessage
		err = d.Decode(&value)
		out[name] = value
		if err != nil {
			break
		}
	}
	return out
}

// firstListed are the firstMembers of the list that the first object holds under a name; nil where it holds no list
// there.
func firstListed(beginning []byte, name string) map[string]json.RawMessage {
	if _, ok := firstMembers(beginning)[name]; !ok {
		return nil
	}
	at := regexp.MustCompile(`"` + regexp.QuoteMeta(name) + `"\s*:\s*\[`).FindIndex(beginning)
	if at == nil {
		return nil
	}
	return firstMembers(beginning[at[1]-1:])
}
