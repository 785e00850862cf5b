package ingest

import (
	"cmp"
	"strings"

	"demarche/graph"
	"demarche/graph/country"
)

// What ICEWS' own files tell beside the quadruple: where the two belong to, where it was, and which story of which
// publisher says so.

// icewsPlace is the place of the event, called by the smallest part that is known; empty where there is none.
func (c cells) icewsPlace() string {
	var parts []string
	for _, name := range []string{"city", "district", "province", "country"} {
		parts = append(parts, Text(c.known(name)))
	}
	p := graph.Place{Name: cmp.Or(parts...), Sources: c.Cite()}
	if p.Name == "" {
		return ""
	}
	if parts[3] != "" {
		p.Country = c.countryIn("country")
	}
	at := c.setCoordinates(&p, c.field("latitude"), c.field("longitude"))
	p.ID = "place:icews-" + graph.Hash(append(parts, at)...)
	c.Ensure(graph.Batch{Places: []graph.Place{p}})
	return p.ID
}

// icewsSources are the file, with the row's id as the record, and the story that tells of the event.
func (c cells) icewsSources() []graph.Citation {
	out := []graph.Citation{c.cite(c.cell("record"))}
	story := c.known("story")
	if story == "" {
		return out
	}
	publisher := Text(c.known("publisher"))
	s := graph.Source{ID: "source:icews-" + graph.Hash(story), Title: strings.TrimPrefix(publisher+", story ", ", ") + story, Publisher: publisher}
	c.Ensure(graph.Batch{Sources: []graph.Source{s}})
	cited := graph.Citation{Source: s.ID}
	if sentence := c.known("sentence"); sentence != "" {
		cited.Record = "sentence " + sentence
	}
	return append(out, cited)
}

// countryBeside is the country that a column names for the one in another; empty where it names none. ICEWS writes
// there where an actor belongs to, which may also be an organization or a region.
func (c cells) countryBeside(name string) string {
	text := c.known(name + " country")
	if code, ok := country.Named(text); ok {
		return c.Country(code)
	}
	if _, known := organizationTable().byName[country.Folded(text)]; text != "" && !known {
		c.Leave(name+" country", text, country.Unknown(text))
	}
	return ""
}
