package graph

import "strings"

// formulaMarks are the characters with which a formula in a spreadsheet begins.
const formulaMarks = "=+-@\t\r"

// EscapeFormula returns a text for a CSV cell that no spreadsheet runs as a formula. It adds an apostrophe to a text
// that begins with = + - @, a tab or a carriage return, perhaps after apostrophes. FromInert removes it.
func EscapeFormula(s string) string {
	if looksRun(s) {
		return "'" + s
	}
	return s
}

// FromInert returns the text from which Inert made s, or s if Inert did not change it.
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
