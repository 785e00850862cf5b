package graph

import "regexp"

// EventText is an optional text of events. Its entry in EventTexts serves checks, merging, the rows of the graph and
// back, the CSV that import reads, and the JSON Schema.
type EventText struct {
	Name   string // in the GraphQL schema, JSON Lines and the graph; CSV writes it in snake case
	Bound  string // the name of its bound in Bounds
	About  string // its description in the JSON Schema
	Code   *Code  // nil: it is any text
	Sample string // a value, for tests
	// Later marks a text that is newer than the first release. If it is empty, the digest of the event leaves it out, so
	// that the digests of stored events stay as they are.
	Later bool

	field func(*Event) *string
}

// Code is a pattern of codes.
type Code struct {
	About   string // such as "a category of PLOVER, such as CONSULT"
	Pattern *regexp.Regexp
}

// The codes of events.
var (
	CAMEO  = &Code{`a code of CAMEO, such as "042"`, regexp.MustCompile(`^[0-2][0-9]{1,3}$`)}
	PLOVER = &Code{"a category of PLOVER, such as CONSULT", regexp.MustCompile(`^[A-Z]+$`)}
)

// Has reports whether a text is such a code.
func (c *Code) Has(text string) bool { return c.Pattern.MatchString(text) }

// EventTexts lists the optional texts of events. CONTRIBUTING.md says what a new one needs.
var EventTexts = []EventText{
	{
		Name: "summary", Bound: "summaries and quotes", About: "What happened.", Sample: "Words",
		field: func(e *Event) *string { return &e.Summary },
	},
	{
		Name: "cameo", Bound: "codes and units", About: "A code of CAMEO, text.", Code: CAMEO, Sample: "042",
		field: func(e *Event) *string { return &e.CAMEO },
	},
	{
		Name: "plover", Bound: "codes and units", About: "A category of PLOVER.", Code: PLOVER, Sample: "CONSULT",
		field: func(e *Event) *string { return &e.PLOVER },
	},
}

// Of returns the text of an event.
func (t EventText) Of(e *Event) string { return *t.field(e) }

// Set sets the text of an event.
func (t EventText) Set(e *Event, text string) { *t.field(e) = text }

func (t EventText) check(c *checker, text string) {
	if text != "" && t.Code != nil && !t.Code.Has(text) {
		c.require(t.Name, false, "%q is not %s", short(text), t.Code.About)
		return
	}
	c.text("event", t.Name, text)
}
