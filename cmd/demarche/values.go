package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"demarche/internal/files"
)

// Flags and arguments of these types are checked wherever they come from: the command line, the environment or a
// default.

// An outputPath is the path of a new file that a command writes, or - for standard output.
type outputPath string

// UnmarshalText rejects an existing path before the command has done anything.
func (p *outputPath) UnmarshalText(text []byte) error {
	*p = outputPath(expanded(string(text)))
	if *p == "" {
		return nil
	}
	return files.CheckNew(string(*p))
}

// An inputPath is the path of a file or a pipe that a command reads, or - for standard input.
type inputPath string

// UnmarshalText makes the path absolute. It does not check that the file can be read.
func (p *inputPath) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		return errors.New("it is empty: name a file, or - for standard input")
	}
	*p = inputPath(expanded(string(text)))
	return nil
}

// expanded returns an absolute path, with the home folder for a tilde. It returns - and the empty path unchanged.
func expanded(path string) string {
	if path == "" || path == files.Std {
		return path
	}
	return kong.ExpandPath(path)
}

// A positive is a whole number of 1 or more; 0 means that it was not given.
type positive int

// UnmarshalText reads the number.
func (p *positive) UnmarshalText(text []byte) error {
	return wholeNumber((*int)(p), text, 1, "a whole number of 1 or more")
}

// A mebibytes is a size; 0 means that the size depends on the machine's memory.
type mebibytes int

// UnmarshalText parses the size.
func (m *mebibytes) UnmarshalText(text []byte) error {
	return wholeNumber((*int)(m), text, 0, "a whole number of MiB, nor 0 for what suits the machine's memory")
}

// wholeNumber parses a number that is not less than least. The error says that the text is not what is expected.
func wholeNumber(into *int, text []byte, least int, expected string) error {
	n, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil || n < least {
		return fmt.Errorf("%q is not %s", text, expected)
	}
	*into = n
	return nil
}

// A share is a number from 0 to 1.
type share float64

// UnmarshalText reads the number.
func (s *share) UnmarshalText(text []byte) error {
	x, err := strconv.ParseFloat(strings.TrimSpace(string(text)), 64)
	if err != nil || !(x >= 0 && x <= 1) { // NaN neither
		return fmt.Errorf("%q is not a number from 0 to 1", text)
	}
	*s = share(x)
	return nil
}

// A span is a duration of 0 or more.
type span time.Duration

// UnmarshalText parses the duration.
func (s *span) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(strings.TrimSpace(string(text)))
	if err != nil || d < 0 {
		return fmt.Errorf("%q is not a time of 0 or more, such as 500ms or 2s", text)
	}
	*s = span(d)
	return nil
}
