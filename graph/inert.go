package graph

import "strings"

// What a spreadsheet takes for the beginning of a formula.
const formulaMarks = "=+-@\t\r"

// Inert is a text for a cell of CSV that no spreadsheet runs as a formula: where it begins with one of = + - @, a tab or a
// carriage return, perhaps after apostrophes, an apostrophe stands before it. FromInert takes that away.
func Inert(s string) string {
	if looksRun(s) {
		return "'" + s
	}
	return s
}

// FromInert is the text of which Inert made s; s itself where it made none.
func FromInert(s string) string {
	if strings.HasPrefix(s, "'") && looksRun(s) {
		return s[1:]
	}
	return s
}

func looksRun(s string) bool {
	s = strings.TrimLeft(s, "'")
	return s != "" && strings.IndexByte(formulaMarks, s[0]) >= 0
}
