package graph

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Bound says what a text field may hold, by every way in: valid UTF-8 of at most Max characters, without control
// characters and without blanks around it. docs/data-model.md has the table.
type Bound struct {
	Name   string // of the row in docs/data-model.md
	Max    int    // characters, which UTF-8 writes in up to four bytes each
	Lines  bool   // it may have several lines: line feeds and tabs
	Fields string // such as "event.title source.title", by the names that records have in JSON Lines; EventTexts names its bounds
}

// MaxID is the most characters of an id. Neo4j's indexes take keys of at most 8 KB, and nothing that a longer one was
// written with.
const MaxID = 500

// MaxList is the most items of a record's list, such as aliases or participants, and MaxSources the most citations.
const (
	MaxList    = 1_000
	MaxSources = 10_000
)

// list requires that a list is not too long.
func (c *checker) list(field string, length int) {
	c.require(field, length <= MaxList, "it has %d items, and may have %d", length, MaxList)
}

// Bounds lists the bounds of all texts. Ids, and references to them, have MaxID.
var Bounds = []Bound{
	{Name: "names", Max: 500, Fields: "country.name aggregate.name place.name organization.name official.name official.nativeName official.aliases merge.name"},
	{Name: "titles", Max: 1000, Fields: "event.title post.title source.title"},
	{Name: "publisher of a source", Max: 500, Fields: "source.publisher"},
	{Name: "publisher of a series", Max: 100, Fields: "series.publisher"},
	{Name: "addresses", Max: 4000, Fields: "source.url"},
	{Name: "summaries and quotes", Max: 20000, Lines: true, Fields: "citation.quote"},
	{Name: "bases and descriptions", Max: 5000, Lines: true, Fields: "link.basis commodity.description"},
	{Name: "reasons", Max: 2000, Lines: true, Fields: "retraction.reason decision.reason"},
	{Name: "records of data sets", Max: 1000, Fields: "citation.record"},
	{
		Name: "codes and units", Max: 100,
		Fields: "commodity.code commodity.edition figure.unit source.sha256 source.format country.iso2",
	},
}

var boundOf = func() map[string]Bound {
	out := map[string]Bound{}
	for _, b := range Bounds {
		for field := range strings.FieldsSeq(b.Fields) {
			out[field] = b
		}
		for _, t := range EventTexts {
			if t.Bound == b.Name {
				out["event."+t.Name] = b
			}
		}
	}
	return out
}()

// BoundOf returns the bound of a field, such as "event.title".
func BoundOf(field string) (b Bound, ok bool) {
	b, ok = boundOf[field]
	return b, ok
}

// Problem returns what is wrong with a text that is not empty; nothing if it may stand.
func (b Bound) Problem(text string) string {
	switch {
	case !utf8.ValidString(text):
		return "it is not UTF-8"
	case len(text) > b.Max && utf8.RuneCountInString(text) > b.Max:
		return fmt.Sprintf("it has %d characters, and may have %d", utf8.RuneCountInString(text), b.Max)
	case text != strings.TrimSpace(text):
		return "it is empty or has blanks around it"
	}
	for _, r := range text {
		switch {
		case b.holds(r):
		case r == '\n' || r == '\t':
			return fmt.Sprintf("it holds the character %U, and is one line of text; put a blank there", r)
		default:
			return fmt.Sprintf("it holds the character %U, which no text may; leave it out", r)
		}
	}
	return ""
}

// holds reports whether a text may hold a character: XML 1.0 can write those that it may, and reads them as they were.
func (b Bound) holds(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return b.Lines
	case unicode.IsControl(r):
		return false
	}
	return r != 0xFFFE && r != 0xFFFF
}

// Line makes one line of any text: with single blanks, and without what no text may hold.
func Line(text string) string {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "\uFFFD")), " ")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if !(Bound{}).holds(r) {
			return -1
		}
		return r
	}, text))
}

// Title makes a title of any text: in one line, and cut where it is too long.
func Title(text string) string {
	b := boundOf["event.title"]
	text = Line(text)
	if utf8.RuneCountInString(text) > b.Max {
		text = strings.TrimSpace(string([]rune(text)[:b.Max-1])) + "…"
	}
	return text
}

// text requires of a field, named by the kind of its record and its own name, that it is empty or a text within its
// bound.
func (c *checker) text(kind, field, text string) { c.textAt(kind, field, field, text) }

// textAt is text for a field that the problem names otherwise.
func (c *checker) textAt(kind, field, at, text string) {
	if text == "" {
		return
	}
	b, ok := boundOf[kind+"."+field]
	if !ok {
		panic("no bound for " + kind + "." + field) // a test checks every field
	}
	if wrong := b.Problem(text); wrong != "" {
		c.require(at, false, "%s", wrong)
	}
}
