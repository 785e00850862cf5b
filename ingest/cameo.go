package ingest

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"demarche/graph"
	"demarche/graph/country"
)

var (
	//go:embed cameo.csv
	cameoCSV string
	//go:embed organizations.csv
	organizationsCSV string
)

type cameoCodes struct {
	description map[string]string // by the code
	code        map[string]string // by relationKey of the description
}

var cameoTable = sync.OnceValue(func() cameoCodes {
	t := cameoCodes{map[string]string{}, map[string]string{}}
	for _, r := range readEmbedded("cameo.csv", cameoCSV) {
		t.description[r[0]] = r[1]
		// A class and its unspecified code share their words: 04 and 040. The later row, the code, is meant.
		t.code[relationKey(r[1])] = r[0]
		if r[2] != "" {
			t.code[relationKey(r[2])] = r[0]
		}
	}
	return t
})

// relationKey is the text of a relation as it is looked up: letters and digits alone.
func relationKey(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// cameoKinds are the kinds of events by the longest beginning of their code that stands here; those of no kind are
// OTHER. What is said (appeals, intentions, demands, threats) is a statement; what is done is not.
var cameoKinds = map[string]graph.EventKind{
	"01": graph.Statement, "017": graph.OtherEvent,
	"02": graph.Statement,
	"03": graph.Statement,
	"04": graph.Meeting, "041": graph.Message, "042": graph.Visit, "043": graph.Visit,
	"051": graph.Statement, "052": graph.Statement, "053": graph.Statement, "055": graph.Statement, "056": graph.Statement,
	"057": graph.AgreementEvent,
	"10":  graph.Statement,
	"11":  graph.Statement, "115": graph.OtherEvent, "116": graph.OtherEvent,
	"12": graph.Statement, "128": graph.OtherEvent, "129": graph.OtherEvent,
	"13":  graph.Statement,
	"163": graph.Sanction, "172": graph.Sanction,
}

func cameoKind(code string) graph.EventKind {
	for n := len(code); n >= 2; n-- {
		if kind, ok := cameoKinds[code[:n]]; ok {
			return kind
		}
	}
	return graph.OtherEvent
}

// cameoRoles returns the roles of the actor and of the target of a CAMEO code.
func cameoRoles(code string) (actor, target graph.Role) {
	switch code {
	case "042":
		return graph.Guest, graph.Host
	case "043":
		return graph.Host, graph.Guest
	case "057":
		return graph.Signatory, graph.Signatory
	}
	switch cameoKind(code) {
	case graph.Statement:
		return graph.Speaker, graph.Subject
	case graph.Sanction:
		return graph.Participant, graph.Subject
	default:
		return graph.Participant, graph.Participant
	}
}

// mutual reports whether a code tells of what both sides do, so that data sets list it once from each: consultations,
// negotiations and visits, and the signing of agreements.
func mutual(code string) bool { return strings.HasPrefix(code, "04") || code == "057" }

// An organization is one that data sets name, or a region, which they name beside them.
type organization struct{ kind, name string }

type organizations struct{ byCode, byName map[string]organization }

var organizationTable = sync.OnceValue(func() organizations {
	t := organizations{map[string]organization{}, map[string]organization{}}
	for _, r := range readEmbedded("organizations.csv", organizationsCSV) {
		o := organization{kind: r[1], name: r[2]}
		if r[0] != "" {
			t.byCode[r[0]] = o
		}
		for name := range strings.SplitSeq(r[2]+"|"+r[3], "|") {
			if name != "" {
				t.byName[country.Folded(name)] = o
			}
		}
	}
	return t
})
