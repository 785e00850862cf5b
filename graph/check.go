package graph

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"demarche/graph/country"
)

// Problem is something wrong with a record of a batch.
type Problem struct {
	Record string // its id; of a link both ends
	Field  string
	Text   string // what is wrong
	// Because is the error that says so; nil for the one of the Rejection that the problem stands in.
	Because error
	Missing string // the id that is referred to and neither stored nor in the batch; empty otherwise
}

// Error reads "event:x: sources: a record needs at least one source".
func (p Problem) Error() string { return p.Record + ": " + p.Field + ": " + p.Text }

// Check returns all problems of the records of a batch, without regard to what is stored. An id is given twice or has
// the wrong prefix; a reference is to the wrong type; a record has no source. A value lies outside its vocabulary or
// bound, a part outside its whole; a link goes against time. References may lead out of the batch.
func (b Batch) Check() []Problem { return b.check(false, nil) }

// CheckEach is Check for records that are looked at one by one: what they say of one another is left out.
func (b Batch) CheckEach() []Problem {
	c := checker{}
	for _, t := range recordTypes {
		t.check(&c, &b)
	}
	return c.problems
}

// CheckWhole is Check for a batch that should stand on its own: a reference that leads out of it is a problem too.
func (b Batch) CheckWhole() []Problem { return b.check(true, nil) }

// check does not ask what records say of one another if one of them is retracted.
func (b Batch) check(whole bool, retracted map[string]string) []Problem {
	c := checker{
		whole: whole, known: map[string]bool{},
		figures: byID(b.Figures, Figure.Name),
		events:  byID(b.Events, func(e Event) string { return e.ID }),
		led:     edges{}, derived: edges{}, parents: edges{}, retracted: retracted,
	}
	for id := range retracted {
		delete(c.figures, id)
		delete(c.events, id)
	}
	for _, l := range b.Links {
		c.relate(c.led, l.From, l.To)
	}
	for _, f := range b.Figures {
		for _, d := range f.DerivedFrom {
			c.relate(c.derived, f.Name(), d.Figure)
		}
	}
	for _, r := range b.Commodities {
		c.relate(c.parents, r.ID, r.Parent)
	}
	for _, id := range b.IDs() {
		c.record(id)
		c.require("id", !c.known[id], "it is given more than once")
		c.known[id] = true
	}
	for _, t := range recordTypes {
		t.check(&c, &b)
	}
	return c.problems
}

func byID[T any](records []T, id func(T) string) map[string]T {
	m := make(map[string]T, len(records))
	for _, r := range records {
		m[id(r)] = r
	}
	return m
}

// checker collects problems of the record it is at.
type checker struct {
	whole    bool            // references have to be known
	known    map[string]bool // ids
	figures  map[string]Figure
	events   map[string]Event
	led      edges  // from events to those that they led to
	derived  edges  // from figures to those that they were derived from
	parents  edges  // of commodities
	id       string // of the record
	problems []Problem
	// retracted names the retractions of records, by their ids. Rules between records leave those records out.
	retracted map[string]string
}

// record turns to a record.
func (c *checker) record(id string) { c.id = id }

// require notes a problem with a field of the record unless ok.
func (c *checker) require(field string, ok bool, format string, args ...any) {
	if ok {
		return
	}
	c.problems = append(c.problems, Problem{Record: c.id, Field: field, Text: fmt.Sprintf(format, args...)})
}

var idText = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:-]*$`)

// open turns to a record that has an id with a prefix, a name in the field, and sources.
func (c *checker) open(id, prefix, nameField, name string, sources []Citation) {
	c.named(id, prefix, nameField, name)
	c.cited(sources)
}

// named turns to a record that has an id with a prefix and, unless the field is empty, a name in it.
func (c *checker) named(id, prefix, nameField, name string) {
	c.record(id)
	rest, ok := strings.CutPrefix(id, prefix)
	c.require("id", len(id) <= MaxID, "it has %d characters, and may have %d", len(id), MaxID)
	c.require("id", len(id) > MaxID || ok && idText.MatchString(rest), "it does not begin with %s, followed by letters, digits and hyphens", prefix)
	if nameField == "" {
		return
	}
	c.require(nameField, name != "", "it is empty or has blanks around it")
	c.text(kindOfPrefix[prefix], nameField, name)
}

// kindOfPrefix says what the records are called that have ids with a prefix.
var kindOfPrefix = map[string]string{
	"source:": "source", "country:": "country", aggregatePrefix: "aggregate", "place:": "place", "org:": "organization", "post:": "post", "official:": "official",
	"tenure:": "tenure", "commodity:": "commodity", "series:": "series", "figure:": "figure", "event:": "event",
}

func (c *checker) cited(sources []Citation) {
	c.require("sources", len(sources) > 0, "a record needs at least one source")
	c.require("sources", len(sources) <= MaxSources, "it has %d items, and may have %d", len(sources), MaxSources)
	for i, citation := range sources {
		at := fmt.Sprintf("sources[%d].", i)
		c.refer(at+"source", citation.Source, "source:")
		c.textAt("citation", "quote", at+"quote", citation.Quote)
		c.textAt("citation", "record", at+"record", citation.Record)
	}
}

// refer requires a reference to a record of one of the types.
func (c *checker) refer(field, id string, prefixes ...string) {
	if !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(id, p) }) {
		c.require(field, false, "%q does not begin with %s", short(id), strings.Join(prefixes, " or "))
		return
	}
	if len(id) > MaxID {
		c.require(field, false, "it has %d characters, and may have %d", len(id), MaxID)
		return
	}
	c.require(field, c.known[id] || !c.whole, "%s is not known", id)
}

// mayRefer is refer where the field may be empty.
func (c *checker) mayRefer(field, id string, prefixes ...string) {
	if id != "" {
		c.refer(field, id, prefixes...)
	}
}

// oneOf requires a value of a vocabulary.
func oneOf[T ~string](c *checker, field string, value T, vocabulary ...T) {
	if slices.Contains(vocabulary, value) {
		return
	}
	names := make([]string, 0, len(vocabulary))
	for _, v := range vocabulary {
		if v != "" { // it may be missing
			names = append(names, string(v))
		}
	}
	c.require(field, false, "%q is none of %s", short(string(value)), strings.Join(names, ", "))
}

// short is a text for a message: cut where it is long.
func short(text string) string {
	const most = 100
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}

func checkSource(c *checker, s Source) {
	c.named(s.ID, "source:", "title", s.Title)
	if s.URL != "" {
		c.require("url", IsWebAddress(s.URL), "%q is not an http or https address", short(s.URL))
		c.text("source", "url", s.URL)
	}
	c.text("source", "publisher", s.Publisher)
	c.text("source", "sha256", s.SHA256)
	c.text("source", "format", s.Format)
	oneOf(c, "reliability", s.Reliability, "", "A", "B", "C", "D", "E", "F")
}

// IsWebAddress reports whether a text is an http or https address with a host.
func IsWebAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
}

func checkCountry(c *checker, r Country) {
	c.open(r.ID, "country:", "name", r.Name, r.Sources)
	c.require("code", r.ID == "country:"+r.Code, "%q does not agree with the id", r.Code)
	c.text("country", "iso2", r.ISO2)
	_, ok := country.ByCode(r.Code)
	c.require("code", ok, "%q is not in the table of country codes", r.Code)
}

func checkAggregate(c *checker, r Aggregate) {
	c.open(r.ID, aggregatePrefix, "name", r.Name, r.Sources)
	c.require("code", r.ID == aggregatePrefix+r.Code, "%q does not agree with the id", r.Code)
	c.require("code", country.IsAggregate(r.Code), "%q is not in the table of aggregates", r.Code)
}

func checkPlace(c *checker, p Place) {
	c.open(p.ID, "place:", "name", p.Name, p.Sources)
	c.mayRefer("country", p.Country, "country:")
	c.require("latitude", p.Latitude == nil || *p.Latitude >= -90 && *p.Latitude <= 90, "it is not from -90 to 90")
	c.require("longitude", p.Longitude == nil || *p.Longitude >= -180 && *p.Longitude <= 180, "it is not from -180 to 180")
	c.require("longitude", (p.Latitude == nil) == (p.Longitude == nil), "latitude and longitude belong together")
}
