package graph

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"demarche/graph/edtf"
)

var organizationKinds = []string{
	"MINISTRY", "PARTY", "GOVERNMENT", "INTERGOVERNMENTAL", "LEGISLATURE", "COMPANY", "AGENCY", "OTHER",
}

var wikidataID = regexp.MustCompile(`^Q[1-9][0-9]*$`)

func checkOrganization(c *checker, o Organization) {
	c.open(o.ID, "org:", "name", o.Name, o.Sources)
	oneOf(c, "kind", o.Kind, organizationKinds...)
	c.mayRefer("country", o.Country, "country:")
}

func checkPost(c *checker, p Post) {
	c.open(p.ID, "post:", "title", p.Title, p.Sources)
	if p.Level != "" {
		oneOf(c, "level", p.Level, PostLevels...)
	}
	c.mayRefer("organization", p.Organization, "org:")
}

func checkOfficial(c *checker, o Official) {
	c.open(o.ID, "official:", "name", o.Name, o.Sources)
	c.mayRefer("country", o.Country, "country:")
	slug := strings.TrimPrefix(o.ID, "official:")
	switch {
	case o.Wikidata != "" && !wikidataID.MatchString(o.Wikidata):
		c.require("wikidata", false, "%q is not an id of Wikidata, such as Q15031", short(o.Wikidata))
	case o.Wikidata != "" || wikidataID.MatchString(slug):
		c.require("wikidata", slug == o.Wikidata, "%q does not agree with the id, %s", short(o.Wikidata), short(o.ID))
	}
	c.require("died", inOrder(o.Born, o.Died), "%s is before the birth, %s", o.Died, o.Born)
	c.text("official", "nativeName", o.NativeName)
	c.list("aliases", len(o.Aliases))
	for i, alias := range o.Aliases {
		at := fmt.Sprintf("aliases[%d]", i)
		c.require(at, alias != "", "it is empty")
		c.require(at, !slices.Contains(o.Aliases[:i], alias), "%q is there twice", short(alias))
		c.textAt("official", "aliases", at, alias)
	}
}

func checkTenure(c *checker, t Tenure) {
	c.open(t.ID, "tenure:", "", "", t.Sources)
	c.refer("official", t.Official, "official:")
	c.refer("post", t.Post, "post:")
	c.require("dates", strings.Contains(t.Dates.String(), "/"), "%q is not an interval, such as 2012-11-15/..", t.Dates.String())
}

// inOrder reports whether b may lie at or after a. Dates that are missing or have no bounds may.
func inOrder(a, b edtf.Date) bool {
	earliest, ok := a.Earliest()
	latest, ok2 := b.Latest()
	return !ok || !ok2 || latest >= earliest
}
