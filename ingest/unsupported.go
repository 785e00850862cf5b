package ingest

import (
	"regexp"
	"slices"
	"strings"
)

// others are files that lie beside those that are imported, or stand in their place, and hold nothing that the graph
// does.
var others = []struct {
	of    string // the format that they are taken for; empty: any
	looks func(first string, columns map[string]bool) bool
	says  string // what they are, and what to do
	sure  bool   // also where the content looks like a format
}{
	{
		"gdelt",
		func(first string, columns map[string]bool) bool {
			return gdeltMention.MatchString(first) || columns["globaleventid"] && columns["mentiontimedate"]
		},
		"it holds GDELT's mentions of events, and not what happened: import the file of events of that time (….export.CSV.zip)",
		false,
	},
	{
		"gdelt",
		func(first string, columns map[string]bool) bool {
			return gdeltKnowledge.MatchString(first) || columns["gkgrecordid"] || columns["cameoeventids"] && columns["themes"]
		},
		"it holds GDELT's knowledge graph (GKG), which tells of articles and not of events: import the file of events of that time (….export.CSV.zip)",
		false,
	},
	{
		"quadruples",
		func(first string, _ map[string]bool) bool { return namedNumber.MatchString(first) },
		"it looks like the names of the numbers in a file of quadruples (entity2id.txt, relation2id.txt): put them in the numbers' place, and import that file",
		false,
	},
	{
		"ftm",
		func(_ string, columns map[string]bool) bool {
			return columns["schema"] && columns["aliases"] && columns["birthdate"] && columns["identifiers"]
		},
		"it is OpenSanctions' simplified table, where names and dates are not told apart: import its entities.ftm.json or targets.nested.json",
		true,
	},
	{
		"visits",
		func(_ string, columns map[string]bool) bool {
			return columns["country"] && (columns["locale"] || columns["city"]) && (columns["date"] || columns["dates"]) && !columns["kind"]
		},
		"it does not say who travelled: add a column name with the leader",
		false,
	},
	{
		"", func(first string, _ map[string]bool) bool { return webPage.MatchString(first) },
		"it is a web page, and not the file that it leads to: see what it says",
		true,
	},
	{
		"", func(first string, _ map[string]bool) bool {
			return strings.HasPrefix(first, "version https://git-lfs.")
		},
		"it stands for a file that Git LFS keeps elsewhere: fetch that with git lfs pull",
		true,
	},
	{
		"", func(first string, _ map[string]bool) bool {
			return slices.ContainsFunc(ofPrograms, func(begins string) bool { return strings.HasPrefix(first, begins) })
		},
		"it is a file of a program (PDF, Excel, Stata, SPSS, R): save its table as CSV, and import that",
		true,
	},
}

var (
	gdeltMention   = regexp.MustCompile(`^\d+\t\d{14}\t\d{14}\t\d\t`)
	gdeltKnowledge = regexp.MustCompile(`^\d{14}-T?\d+\t\d{14}\t|^\d{8}\t\d+\t[^\t]*\t[^\t]*\t[^\t]*\t[^\t]*\t[^\t]*\t`)
	namedNumber    = regexp.MustCompile(`^[^\t]*[^\t\d][^\t]*\t\d+(?:\t[\d#-]+){0,2}\r?$`)
	webPage        = regexp.MustCompile(`(?i)^\s*<(?:!doctype html|html|head)\b`)
)

// ofPrograms is how files of programs begin: PDF, Excel's before 2007, Stata, SPSS, R.
var ofPrograms = []string{"%PDF-", "\xd0\xcf\x11\xe0", "<stata_dta>", "$FL2@", "$FL3@", "RDX2", "RDX3", "RDA2", "RDA3"}

// other says what a file is that is none of that format, or of any with Auto, and what to do instead, and whether that
// is sure; empty if it is not known.
func other(format string, head Head) (says string, sure bool) {
	first, _, _ := strings.Cut(strings.TrimLeft(string(head.Bytes), " \t\r\n\ufeff"), "\n")
	columns := head.columns()
	for _, o := range others {
		if (format == Auto || o.of == "" || o.of == format) && o.looks(strings.TrimRight(first, "\r"), columns) {
			return o.says, o.sure
		}
	}
	return "", false
}
