package main

import (
	"context"
	"fmt"
	"math/rand/v2"

	"demarche/graph"
	"demarche/graph/store"
	"demarche/seeds"
)

// A generated graph: officials of Zipf-distributed activity who hold offices in turn, their countries, events with two to
// five of them, and monthly trade series with gaps. The same size gives the same graph.
const (
	officialsPerThousand = 20 // events
	batchSize            = 1000
	seriesMonths         = 240
	firstYear            = 2000
	dayRange             = 25 * 365
	sourceID             = "source:bench"
)

var cited = []graph.Citation{{Source: sourceID}}

// generate fills an empty database with so many events.
func generate(ctx context.Context, s *store.Store, events int, say func(string, ...any)) error {
	if _, err := seeds.Load(ctx, s); err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same graph each time
	var codes []string
	for c := range graph.Countries() {
		if !c.Former() && len(codes) < 200 {
			codes = append(codes, "country:"+c.Code)
		}
	}
	officials := max(60, events*officialsPerThousand/1000)
	if _, err := s.Write(ctx, offices(r, codes, officials)); err != nil {
		return err
	}
	if _, err := s.Write(ctx, trade()); err != nil {
		return err
	}
	who := rand.NewZipf(r, 1.2, 4, uint64(officials-1))
	for done := 0; done < events; done += batchSize {
		b := graph.Batch{}
		for i := done; i < min(done+batchSize, events); i++ {
			b.Events = append(b.Events, event(r, who, i))
		}
		if _, err := s.Write(ctx, b); err != nil {
			return fmt.Errorf("events from %d: %w", done, err)
		}
		say("%d events", done+len(b.Events))
	}
	return nil
}

func officialID(i int) string { return fmt.Sprintf("official:bench-%d", i) }

// offices are officials with the posts they held: in each country several hold its foreign ministry one after another.
func offices(r *rand.Rand, codes []string, officials int) graph.Batch {
	b := graph.Batch{Sources: []graph.Source{{ID: sourceID, Title: "Generated for measuring", Reliability: "F"}}}
	for i, c := range codes {
		org, post := fmt.Sprintf("org:bench-%d", i), fmt.Sprintf("post:bench-%d", i)
		b.Organizations = append(b.Organizations, graph.Organization{ID: org, Name: "Ministry " + c, Kind: "MINISTRY", Country: c, Sources: cited})
		b.Posts = append(b.Posts, graph.Post{ID: post, Title: "Minister " + c, Level: "MINISTER", Organization: org, Sources: cited})
		b.Places = append(b.Places, graph.Place{ID: fmt.Sprintf("place:bench-%d", i), Name: "Capital " + c, Country: c, Sources: cited})
	}
	zipf := rand.NewZipf(r, 1.1, 8, uint64(len(codes)-1))
	for i := range officials {
		at := int(zipf.Uint64())
		b.Officials = append(b.Officials, graph.Official{ID: officialID(i), Name: fmt.Sprintf("Official %d", i), Country: codes[at], Sources: cited})
		from := firstYear + r.IntN(15)
		b.Tenures = append(b.Tenures, graph.Tenure{
			ID: fmt.Sprintf("tenure:bench-%d", i), Official: officialID(i), Post: fmt.Sprintf("post:bench-%d", at),
			Dates: mustDate(fmt.Sprintf("%d-03-01/%d-02-28", from, from+4+r.IntN(8))), Sources: cited,
		})
	}
	return b
}

func mustDate(s string) graph.EDTF {
	d, err := graph.ParseEDTF(s)
	if err != nil {
		panic(err) // it was written here
	}
	return d
}

func event(r *rand.Rand, who *rand.Zipf, i int) graph.Event {
	kinds := []graph.EventKind{graph.Meeting, graph.Meeting, graph.Message, graph.Visit, graph.Statement}
	day := graph.DayOf(firstYear, 1, 1) + graph.Day(r.IntN(dayRange))
	date := day.String()
	if r.IntN(10) == 0 {
		date = date[:7] // only the month is known
	}
	e := graph.Event{
		ID: fmt.Sprintf("event:bench-%d", i), Kind: kinds[r.IntN(len(kinds))], Title: fmt.Sprintf("Event %d", i),
		Summary: "What happened, in a sentence of some length, as a source would put it.", Date: mustDate(date),
		Place: fmt.Sprintf("place:bench-%d", r.IntN(200)), Sources: cited,
	}
	taken := map[uint64]bool{}
	roles := []graph.Role{graph.Host, graph.Guest, graph.Companion}
	for n := 2 + r.IntN(4); len(e.Participants) < n; {
		if o := who.Uint64(); !taken[o] {
			taken[o] = true
			e.Participants = append(e.Participants, graph.Participation{
				Actor: officialID(int(o)), Roles: []graph.Role{roles[min(len(e.Participants), 2)]},
			})
		}
	}
	return e
}
