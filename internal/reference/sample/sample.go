// Package sample makes random graphs that stand on their own and have what the seed graph lacks: dates of every sort,
// summits of many, officials with several or unknown offices, gaps in series, consequences.
package sample

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"demarche/graph"
	"demarche/graph/country"
	"demarche/graph/edtf"
)

// Batch returns the graph of a seed, the same each time.
func Batch(seed uint64) graph.Batch {
	g := generator{Rand: rand.New(rand.NewPCG(seed, 1))} //nolint:gosec // the same graph each time
	g.sources()
	g.records()
	g.offices()
	g.trade()
	for i := range events {
		g.event(i)
	}
	g.links()
	return g.Batch
}

// How many there are of what there is much of.
const (
	events    = 160
	officials = 36
	tenures   = 60
)

type generator struct {
	*rand.Rand
	graph.Batch
}

func (g *generator) chance(p float64) bool { return g.Float64() < p }

func pick[T any](g *generator, from ...T) T { return from[g.IntN(len(from))] }

// maybe is the zero value as often as not.
func maybe[T any](g *generator, v T) T {
	var none T
	if g.chance(0.5) {
		return none
	}
	return v
}

// some returns a few of the items, each once, in any order.
func some[T any](g *generator, from []T, atMost int) []T {
	out := slices.Clone(from)
	g.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out[:min(len(out), g.IntN(atMost+1))]
}

func date(s string) edtf.Date {
	d, err := edtf.Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

func idOf[R any](g *generator, from []R, id func(R) string) string { return id(pick(g, from...)) }

func sourceID(r graph.Source) string     { return r.ID }
func countryID(r graph.Country) string   { return r.ID }
func placeID(r graph.Place) string       { return r.ID }
func orgID(r graph.Organization) string  { return r.ID }
func postID(r graph.Post) string         { return r.ID }
func officialID(r graph.Official) string { return r.ID }

func ids[R any](from []R, id func(R) string) []string {
	out := make([]string, len(from))
	for i, r := range from {
		out[i] = id(r)
	}
	return out
}

func (g *generator) cited() []graph.Citation {
	var out []graph.Citation
	for _, id := range some(g, ids(g.Sources, sourceID), 3) {
		c := graph.Citation{Source: id, Quote: maybe(g, "He said \"yes\" and no.")}
		if g.chance(0.3) {
			c.Record, c.Mentions = "17", 1+g.IntN(9)
		}
		out = append(out, c)
	}
	if out == nil {
		out = []graph.Citation{{Source: idOf(g, g.Sources, sourceID)}}
	}
	return out
}

func (g *generator) sources() {
	for i := range 6 {
		s := graph.Source{ID: fmt.Sprintf("source:s%d", i), Title: fmt.Sprintf("Source %d", i), Reliability: pick(g, "A", "B", "F", "")}
		s.URL, s.Publisher = maybe(g, fmt.Sprintf("https://example.org/%d?a=1&b=<2>", i)), maybe(g, "Agency")
		s.Published = maybe(g, date("2024-05?"))
		if i == 1 {
			s.Retrieved = time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC)
		}
		g.Sources = append(g.Sources, s)
	}
}

func (g *generator) records() {
	for _, code := range []string{"CHN", "PRK", "KOR", "USA", "JPN", "RUS", "SUHH"} {
		row, _ := country.ByCode(code)
		c := graph.Country{ID: "country:" + code, Code: code, ISO2: row.Alpha2, M49: row.M49, Name: row.Name, Sources: g.cited()}
		if code == "SUHH" {
			c.ValidFrom, c.ValidTo = date("1922-12-30"), date("1991-12")
		}
		g.Countries = append(g.Countries, c)
	}
	for i := range 5 {
		p := graph.Place{ID: fmt.Sprintf("place:p%d", i), Name: fmt.Sprintf("Place %d", i), Country: maybe(g, idOf(g, g.Countries, countryID)), Sources: g.cited()}
		if i%2 == 0 {
			north, east := 90*g.Float64(), -180*g.Float64()
			p.Latitude, p.Longitude = &north, &east
		}
		g.Places = append(g.Places, p)
	}
	for i := range 12 {
		o := graph.Organization{ID: fmt.Sprintf("org:o%d", i), Name: fmt.Sprintf("Organization %d", i), Kind: pick(g, "MINISTRY", "PARTY", "COMPANY", "INTERGOVERNMENTAL"), Sources: g.cited()}
		if i%4 > 0 {
			o.Country = idOf(g, g.Countries, countryID)
		}
		g.Organizations = append(g.Organizations, o)
	}
}

func (g *generator) offices() {
	for i := range 20 {
		p := graph.Post{ID: fmt.Sprintf("post:p%02d", i), Title: fmt.Sprintf("Post %d", i), Sources: g.cited()}
		p.Level = pick(g, append(slices.Clone(graph.PostLevels), "")...)
		if i%6 > 0 {
			p.Organization = idOf(g, g.Organizations, orgID)
		}
		g.Posts = append(g.Posts, p)
	}
	for i := range officials {
		o := graph.Official{ID: fmt.Sprintf("official:o%02d", i), Name: fmt.Sprintf("Name %c", 'A'+i%7), Country: maybe(g, idOf(g, g.Countries, countryID)), Sources: g.cited()}
		o.NativeName, o.Aliases = maybe(g, "习\u3000近平"), some(g, []string{"é\u2028e", "B & <b>", "C\\D"}, 3)
		o.Born, o.Died = maybe(g, date(pick(g, "1953-06", "195X", "1950~"))), maybe(g, date("2023-10-27"))
		g.Officials = append(g.Officials, o)
	}
	held := []string{
		"2010/..", "2012-04-11/2016-05-09", "2013-03/2019-06", "2014~/2018", "2015/2017?", "/2018-03-01", "../2020", "2016-06-29/", "2017/..",
		"2018-06-20/2018-06-20", "2019-01-01/2022", "2005/2012-12-31", "2020-02/..",
	}
	for i := range tenures {
		t := graph.Tenure{
			ID: fmt.Sprintf("tenure:t%02d", i), Official: g.Officials[g.IntN(officials-8)].ID, // of some no office is known
			Post: idOf(g, g.Posts, postID), Dates: date(pick(g, held...)), Acting: g.chance(0.2), Sources: g.cited(),
		}
		g.Tenures = append(g.Tenures, t)
	}
}

func (g *generator) event(i int) {
	e := graph.Event{
		ID: fmt.Sprintf("event:e%03d", i), Kind: pick(g, graph.Visit, graph.Visit, graph.Meeting, graph.Meeting, graph.Message, graph.Ceremony,
			graph.AgreementEvent, graph.Statement, graph.Sanction, graph.TradeRelease, graph.OtherEvent),
		Title: fmt.Sprintf("Event %d", i), Summary: maybe(g, "Line one,\nline \"two\"."), Date: date(g.when()),
		CAMEO: maybe(g, "042"), PLOVER: maybe(g, "CONSULT"), Place: maybe(g, idOf(g, g.Places, placeID)), Sources: g.cited(),
	}
	for n, t := range graph.EventTexts {
		if t.Later && (i+n)%2 == 0 { // not by chance: the rest of the graph stays as it is
			t.Set(&e, t.Sample)
		}
	}
	if i > 10 && g.chance(0.4) {
		whole := g.Events[i-1-g.IntN(10)]
		e.PartOf, e.Date = whole.ID, whole.Date
		if day, ok := whole.Date.Earliest(); ok && g.chance(0.7) {
			e.Date = date(day.String())
		}
	}
	most := 5
	if i%40 == 39 {
		most = 60 // a summit
	}
	g.takesPart(&e, most)
	about := []string{"country:CHN", "country:SUHH", g.Officials[i%officials].ID, g.Commodities[i%len(g.Commodities)].ID, g.Series[i%len(g.Series)].ID}
	for _, f := range g.Figures {
		about = append(about, f.ID)
	}
	if g.chance(0.3) || e.Kind == graph.TradeRelease {
		e.About = some(g, about, 6)
	}
	g.Events = append(g.Events, e)
}

func (g *generator) takesPart(e *graph.Event, most int) {
	actors := slices.Concat(
		ids(g.Officials, officialID),
		ids(g.Officials[:12], officialID),
		ids(g.Officials[:4], officialID),
		ids(g.Countries, countryID),
		ids(g.Organizations[:4], orgID),
	)
	var seen []string
	for _, id := range some(g, actors, most) {
		if slices.Contains(seen, id) {
			continue
		}
		seen = append(seen, id)
		roles := some(g, graph.Roles, 3)
		if len(roles) == 0 {
			roles = []graph.Role{pick(g, graph.Host, graph.Guest, graph.Sender)}
		}
		e.Participants = append(e.Participants, graph.Participation{Actor: id, Roles: roles})
	}
}

// when is a date of any sort.
func (g *generator) when() string {
	year, month, day := 2009+g.IntN(14), 1+g.IntN(12), 1+g.IntN(28)
	y, ym, ymd := fmt.Sprintf("%04d", year), fmt.Sprintf("%04d-%02d", year, month), fmt.Sprintf("%04d-%02d-%02d", year, month, day)
	switch g.IntN(16) {
	case 0:
		return y
	case 1:
		return ym
	case 2:
		return ym + "?"
	case 3:
		return y + "~"
	case 4:
		return ymd + "%"
	case 5:
		return fmt.Sprintf("%s/%04d-%02d", ymd, year+g.IntN(3), 12)
	case 6:
		return ymd + "/" + pick(g, "..", "")
	case 7:
		return pick(g, "../", "/") + ym
	case 8:
		return fmt.Sprintf("%s/%s-28", ymd, ym)
	case 9:
		return y[:3] + "X"
	}
	return ymd
}

// links join events in the order of time.
func (g *generator) links() {
	seen := map[string]bool{}
	for range 60 {
		a, b := pick(g, g.Events...), pick(g, g.Events...)
		if _, ok := edtf.GapBetween(a.Date, b.Date); !ok || a.ID == b.ID || seen[a.ID+b.ID] {
			continue
		}
		seen[a.ID+b.ID] = true
		l := graph.Link{From: a.ID, To: b.ID, Basis: maybe(g, "It says so."), Sources: g.cited()}
		for i := range l.Sources { // a link keeps the words alone
			l.Sources[i].Record, l.Sources[i].Mentions = "", 0
		}
		if g.chance(0.5) {
			confidence := float64(g.IntN(100)) / 100
			l.Confidence = &confidence
		}
		g.Links = append(g.Links, l)
	}
}

// code is a commodity's as the ids of series have it.
func code(commodity string) string {
	return strings.ReplaceAll(strings.TrimPrefix(commodity, "commodity:"), "-", "")
}
