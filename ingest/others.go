package ingest

import (
	"regexp"
	"strings"
)

// others are files that lie beside those that are imported, and hold nothing that the graph does: what they are, and what to do.
var others = []struct {
	looks func(first string, columns map[string]bool) bool
	says  string
}{
	{
		func(first string, columns map[string]bool) bool {
			return gdeltMention.MatchString(first) || columns["globaleventid"] && columns["mentiontimedate"]
		},
		"it holds GDELT's mentions of events, and not what happened: import the file of events of that time (….export.CSV.zip)",
	},
	{
		func(first string, columns map[string]bool) bool {
			return gdeltKnowledge.MatchString(first) || columns["gkgrecordid"] || columns["cameoeventids"] && columns["themes"]
		},
		"it holds GDELT's knowledge graph (GKG), which tells of articles and not of events: import the file of events of that time (….export.CSV.zip)",
	},
	{
		func(first string, _ map[string]bool) bool { return namedNumber.MatchString(first) },
		"it looks like the names of the numbers in a file of quadruples (entity2id.txt, relation2id.txt): put them in the numbers' place, and import that file",
	},
	{
		func(_ string, columns map[string]bool) bool {
			return columns["schema"] && columns["aliases"] && columns["birthdate"] && columns["identifiers"]
		},
		"it is OpenSanctions' simplified table, where names and dates are not told apart: import its entities.ftm.json or targets.nested.json",
	},
	{
		func(_ string, columns map[string]bool) bool {
			return columns["country"] && (columns["locale"] || columns["city"]) && (columns["date"] || columns["dates"]) && !columns["kind"]
		},
		"it does not say who travelled: add a column name with the leader",
	},
}

var (
	gdeltMention   = regexp.MustCompile(`^\d+\t\d{14}\t\d{14}\t\d\t`)
	gdeltKnowledge = regexp.MustCompile(`^\d{14}-T?\d+\t\d{14}\t|^\d{8}\t\d+\t[^\t]*\t[^\t]*\t[^\t]*\t[^\t]*\t[^\t]*\t`)
	namedNumber    = regexp.MustCompile(`^[^\t]*[^\t\d][^\t]*\t\d+(?:\t[\d#-]+){0,2}\r?$`)
)

// other says what a file is that is none of the formats, and what to do instead; empty if that is not known.
func other(head Head) string {
	first, columns := head.Lines()[0], head.columns()
	for _, o := range others {
		if o.looks(strings.TrimRight(first, "\r"), columns) {
			return o.says
		}
	}
	return ""
}
