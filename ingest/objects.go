package ingest

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
)

// eachObject calls read for each object of the input, with its line. The input is JSON Lines, a list, or objects over
// several lines. If envelope is not empty, the input is one object, and its member of that name holds the list or
// object.
func eachObject(in *Input, envelope string, read func(line int, text []byte) error) error {
	one := func(text json.RawMessage, line int) error { return read(line, text) }
	beginning, _ := in.Reader().Peek(headSize)
	switch {
	case envelope != "":
		s := streamOf(in)
		return s.members("the file", func(key string) error {
			if key == envelope {
				return s.values(key, one)
			}
			return s.skip()
		})
	case bytes.HasPrefix(bytes.TrimSpace(beginning), []byte("[")) && !dumpBeginning.Match(beginning):
		return streamOf(in).each("the file", one)
	case indented.Match(beginning):
		return streamOf(in).all(one)
	}
	return eachText(in, func(line int, text string) error {
		text = strings.TrimSuffix(strings.TrimSpace(text), ",")
		if text == "" || text == "[" || text == "]" {
			return nil
		}
		return read(line, []byte(decoded(text)))
	})
}

var indented = regexp.MustCompile(`^\s*\{[ \t\r]*\n`)

var dumpBeginning = regexp.MustCompile(`^\s*\[[ \t\r]*\n\s*\{[^\n]*\S`)
