// Package synthetic makes graphs of any size to measure and to look at plans with: the same size gives the same graph.
package synthetic

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"

	"demarche/graph"
	"demarche/graph/country"
	"demarche/graph/edtf"
	"demarche/graph/store/bulk"
	"demarche/seeds"
)

// A generated graph has officials with Zipf-distributed activity, who hold offices in turn. The largest country takes
// part in some 15 % of all events. Some pairs meet all the time, others once. There are visits with meetings, summits,
// dates that are fuzzy, long or open, and monthly trade series with gaps.
const (
	officialsPerThousand = 20 // events
	batchSize            = 1000
	countries            = 200
	seriesMonths         = 240
	firstYear            = 2000
	dayRange             = 25 * 365
	sources              = 500
)

var cited = []graph.Citation{{Source: sourceID(0)}}

func sourceID(i int) string { return fmt.Sprintf("source:bench-%d", i) }

// OfficialID is the id of an official; the lower the number, the more events he takes part in.
func OfficialID(i int) string { return fmt.Sprintf("official:bench-%d", i) }

func eventID(i int) string { return fmt.Sprintf("event:bench-%d", i) }

// Batches are the seed graph, and then so many events with all that they refer to.
func Batches(events int) iter.Seq2[graph.Batch, error] {
	return func(yield func(graph.Batch, error) bool) {
		seed, err := seeds.Read()
		if !yield(seed, err) || err != nil {
			return
		}
		r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same graph each time
		g := &generator{r: r, officials: max(60, events*officialsPerThousand/1000)}
		g.who = rand.NewZipf(r, 1.2, 40, uint64(g.officials-1))
		if !yield(g.offices(), nil) || !yield(trade(), nil) {
			return
		}
		for done := 0; done < events; done += batchSize {
			b := graph.Batch{}
			for i := done; i < min(done+batchSize, events); i++ {
				b.Events = append(b.Events, g.event(i, b.Events))
			}
			if !yield(b, nil) {
				return
			}
		}
	}
}

type generator struct {
	r         *rand.Rand
	who       *rand.Zipf
	officials int
}

// offices are officials with the posts they held, one or two each, of the ministries of their countries.
func (g *generator) offices() graph.Batch {
	var b graph.Batch
	for i := range sources {
		b.Sources = append(b.Sources, graph.Source{ID: sourceID(i), Title: fmt.Sprintf("Report %d", i), URL: fmt.Sprintf("https://example.org/%d", i), Reliability: "F"})
	}
	codes := Countries()
	for i, code := range codes {
		c := "country:" + code
		org, post := fmt.Sprintf("org:bench-%d", i), fmt.Sprintf("post:bench-%d", i)
		b.Organizations = append(b.Organizations, graph.Organization{ID: org, Name: "Ministry " + c, Kind: "MINISTRY", Country: c, Sources: cited})
		b.Posts = append(b.Posts, graph.Post{ID: post, Title: "Minister " + c, Level: "MINISTER", Organization: org, Sources: cited})
		b.Places = append(b.Places, graph.Place{ID: fmt.Sprintf("place:bench-%d", i), Name: "Capital " + c, Country: c, Sources: cited})
	}
	from := rand.NewZipf(g.r, 1.3, 12, uint64(len(codes)-1))
	for i := range g.officials {
		at := int(from.Uint64())
		b.Officials = append(b.Officials, graph.Official{ID: OfficialID(i), Name: fmt.Sprintf("Official %d", i), Country: "country:" + codes[at], Sources: cited})
		year := firstYear + g.r.IntN(8)
		for n := range 1 + g.r.IntN(2) {
			end := year + 4 + g.r.IntN(8)
			b.Tenures = append(b.Tenures, graph.Tenure{
				ID: fmt.Sprintf("tenure:bench-%d-%d", i, n), Official: OfficialID(i), Post: fmt.Sprintf("post:bench-%d", at),
				Dates: mustDate(fmt.Sprintf("%d-03-01/%d-02-28", year, end)), Sources: cited,
			})
			year = end
		}
	}
	return b
}

// Countries are the codes of the generated graph's countries, the busiest first.
func Countries() (codes []string) {
	for c := range country.All() {
		if !c.Former() && len(codes) < countries {
			codes = append(codes, c.Code)
		}
	}
	return codes
}

// Files writes a graph of so many events into an empty folder, and returns the arguments of Neo4j's admin import that
// name the files.
func Files(ctx context.Context, dir string, events int) (args []string, err error) {
	writer, err := bulk.New(dir)
	if err != nil {
		return nil, err
	}
	for b, err := range Batches(events) {
		if err == nil {
			_, err = writer.Write(ctx, b)
		}
		if err != nil {
			return nil, err
		}
	}
	return writer.Close()
}

func mustDate(s string) edtf.Date {
	d, err := edtf.Parse(s)
	if err != nil {
		panic(err) // it was written here
	}
	return d
}

var kinds = []graph.EventKind{
	graph.Meeting,
	graph.Meeting,
	graph.Meeting,
	graph.Message,
	graph.Visit,
	graph.Visit,
	graph.Statement,
	graph.Ceremony,
	graph.AgreementEvent,
}

// event is one more; now and then a meeting within the visit before it.
func (g *generator) event(i int, before []graph.Event) graph.Event {
	e := graph.Event{
		ID: eventID(i), Kind: kinds[g.r.IntN(len(kinds))], Title: fmt.Sprintf("Event %d", i),
		Summary: "What happened, in a sentence of some length, as a source would put it.", Date: g.date(),
		Place:   fmt.Sprintf("place:bench-%d", g.r.IntN(countries)),
		Sources: []graph.Citation{{Source: sourceID(g.r.IntN(sources)), Quote: "A sentence of the source's own."}},
	}
	n := 2 + g.r.IntN(3)
	switch g.r.IntN(400) {
	case 0:
		n = graph.MaxPaired + 1 + g.r.IntN(30) // a summit
	case 1, 2, 3, 4, 5, 6:
		n = 6 + g.r.IntN(10)
	}
	g.take(&e, min(n, g.officials/2))
	if last := len(before) - 1; last >= 0 && before[last].Kind == graph.Visit && before[last].PartOf == "" && g.r.IntN(2) == 0 {
		visit := before[last]
		e.Kind, e.Date, e.PartOf, e.Place = graph.Meeting, visit.Date, visit.ID, visit.Place
		e.Participants = visit.Participants
	}
	return e
}

// take lets officials take part; those of two busy pairs far more often than chance.
func (g *generator) take(e *graph.Event, n int) {
	roles := []graph.Role{graph.Host, graph.Guest, graph.Companion}
	taken := map[int]bool{}
	add := func(o int) {
		if !taken[o] {
			taken[o] = true
			e.Participants = append(
				e.Participants,
				graph.Participation{Actor: OfficialID(o), Roles: []graph.Role{roles[min(len(e.Participants), 2)]}},
			)
		}
	}
	if g.r.IntN(50) == 0 {
		pair := 2 * g.r.IntN(2)
		add(pair)
		add(pair + 1)
	}
	for len(e.Participants) < n {
		add(int(g.who.Uint64()))
	}
}

func (g *generator) date() edtf.Date {
	day := edtf.DayOf(firstYear, 1, 1) + edtf.Day(g.r.IntN(dayRange))
	text := day.String()
	switch n := g.r.IntN(200); {
	case n < 20:
		text = text[:7] // the month is known
	case n < 26:
		text = text[:4]
	case n < 30:
		text = text[:7] + "~"
	case n < 40:
		text += "/" + (day + 1 + edtf.Day(g.r.IntN(6))).String()
	case n < 44:
		text += "/" + (day + 40 + edtf.Day(g.r.IntN(400))).String()
	case n < 45:
		text += "/.."
	}
	return mustDate(text)
}
