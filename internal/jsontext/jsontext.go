// Package jsontext checks texts in JSON that decoders change without an error.
package jsontext

import (
	"bytes"
	"errors"
	"strconv"
	"unicode"
	"unicode/utf16"
)

// ErrHalfSurrogate says that JSON holds the escape of half a character.
var ErrHalfSurrogate = errors.New(`a text holds half of a surrogate pair, such as \ud83d: write both halves, or the character itself`)

// Check returns ErrHalfSurrogate if JSON holds the escape of half a character. Decoders put U+FFFD in its place, and
// return no error.
func Check(text []byte) error {
	if halfSurrogate(text) {
		return ErrHalfSurrogate
	}
	return nil
}

func halfSurrogate(text []byte) bool {
	for {
		at := bytes.IndexByte(text, '\\')
		if at < 0 || at+1 >= len(text) {
			return false
		}
		text = text[at+1:]
		if text[0] != 'u' {
			text = text[1:]
			continue
		}
		first := escaped(text)
		if utf16.IsSurrogate(first) {
			text = text[min(5, len(text)):]
			if len(text) == 0 || text[0] != '\\' || utf16.DecodeRune(first, escaped(text[1:])) == unicode.ReplacementChar {
				return true
			}
			text = text[1:]
		}
	}
}

// escaped returns the code of an escape that begins with u; -1 if there is none.
func escaped(text []byte) rune {
	if len(text) < 5 || text[0] != 'u' {
		return -1
	}
	code, err := strconv.ParseUint(string(text[1:5]), 16, 16)
	if err != nil {
		return -1
	}
	return rune(code)
}
