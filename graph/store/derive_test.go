package store_test

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/internal/graphtest"
)

// same fails the test unless a list is the one wanted.
func same(tb testing.TB, what string, got []string, want ...string) {
	tb.Helper()
	if want == nil {
		want = []string{}
	}
	slices.Sort(want)
	if d := cmp.Diff(want, got); d != "" {
		tb.Errorf("%s: %s", what, d)
	}
}

func TestStore_Write_participation(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	talks := w.event("talks", graph.Meeting, "2025-09-04", "ann:HOST", "bob:GUEST", "cho:COMPANION")
	w.have(talks, w.event("call", graph.Message, "2025-09-05", "ann:SENDER", "bob:RECIPIENT"))
	same(t, "participants", w.took("talks"),
		"official:ann DIRECT HOST", "official:bob DIRECT GUEST", "official:cho DIRECT COMPANION",
		"country:CHN OFFICIAL HOST", "country:PRK OFFICIAL GUEST", "country:RUS OFFICIAL COMPANION")
	same(t, "pairs", w.paired("talks"),
		"official:ann official:bob", "official:ann official:cho", "official:bob official:cho",
		"country:CHN country:PRK", "country:CHN country:RUS", "country:PRK country:RUS")
	same(t, "shared", w.shared("ann"), "official:bob 2", "official:cho 1")

	talks.Participants = talks.Participants[:2]
	w.write(graph.Batch{Events: []graph.Event{talks}})
	same(t, "participants without cho", w.took("talks"),
		"official:ann DIRECT HOST", "official:bob DIRECT GUEST", "country:CHN OFFICIAL HOST", "country:PRK OFFICIAL GUEST")
	same(t, "pairs without cho", w.paired("talks"), "official:ann official:bob", "country:CHN country:PRK")
	same(t, "shared without cho", w.shared("ann"), "official:bob 2")
	same(t, "shared by cho", w.shared("cho"))
	same(t, "dyads of cho", w.column("MATCH (d:Dyad) WHERE $given.p0 IN [d.a, d.b] RETURN d.a AS x", w.id("official", "cho")))

	// A country that takes part itself does not take part through its official too.
	talks.Participants = append(talks.Participants, graph.Participation{Actor: "country:PRK", Roles: []graph.Role{graph.Speaker}})
	w.write(graph.Batch{Events: []graph.Event{talks}})
	same(t, "participants with a country", w.took("talks"),
		"official:ann DIRECT HOST", "official:bob DIRECT GUEST", "country:CHN OFFICIAL HOST", "country:PRK DIRECT SPEAKER")
	w.sound()
}

func TestStore_Write_redated(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	talks := w.event("talks", graph.Meeting, "2025-09-04", "ann:HOST", "bob:GUEST")
	w.have(talks)
	const everywhere = `MATCH (e:Event {id: $given.p0}) MATCH (e)<-[p:PARTICIPATED_IN]-() MATCH (e)-[d:OF_DYAD]->()
		UNWIND [e.sk, p.sk, d.sk] AS sk RETURN DISTINCT sk AS x`
	const long = `MATCH (e:Event {id: $given.p0}) MATCH (e)<-[p:PARTICIPATED_IN]-() MATCH (e)-[d:OF_DYAD]->()
		UNWIND [e.lsk, p.lsk, d.lsk] AS sk RETURN DISTINCT sk AS x`
	const apart = 1 << 60 // the range of those without a beginning
	for _, tt := range []struct {
		date string
		long bool
	}{{"2025-09-04", false}, {"1999-01", false}, {"2024-01-01/2024-02-02", true}, {"2024/..", true}, {"../2025", true}, {"2025-08-01/2025-09-01", false}} {
		talks.Date = date(t, tt.date)
		w.write(graph.Batch{Events: []graph.Event{talks}})
		sk := fmt.Sprint(graph.SortKey(talks.ID, talks.Date))
		same(t, tt.date, w.column(everywhere, talks.ID), sk)
		switch _, begins := talks.Date.Earliest(); {
		case !tt.long:
			sk = "<nil>"
		case !begins:
			sk = fmt.Sprint(graph.SortKey(talks.ID, talks.Date) + apart)
		}
		same(t, tt.date+" among the long ones", w.column(long, talks.ID), sk)
	}
	w.sound()
}

func TestStore_Write_wide(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	b := w.people()
	summit := w.event("summit", graph.Meeting, "2025-09-04")
	for i := range graph.MaxPaired + 1 {
		name := fmt.Sprintf("o%d", i)
		b.Officials = append(b.Officials, w.official(name, "country:RUS"))
		summit.Participants = append(summit.Participants, graph.Participation{Actor: w.id("official", name), Roles: []graph.Role{graph.Participant}})
	}
	all := summit.Participants
	wide := func() []string {
		return w.column("MATCH (e:Event {id: $given.p0})<-[p:PARTICIPATED_IN]-() RETURN DISTINCT p.wsk = e.sk AS x", summit.ID)
	}
	for _, n := range []int{graph.MaxPaired, graph.MaxPaired + 1, graph.MaxPaired} {
		summit.Participants = all[:n]
		b.Events = []graph.Event{summit}
		w.write(b)
		if n > graph.MaxPaired {
			same(t, "pairs of many", w.paired("summit"))
			same(t, "shared at a wide event", w.shared("o0"))
			same(t, "wide", wide(), "true")
			continue
		}
		if got := len(w.paired("summit")); got != n*(n-1)/2 {
			t.Errorf("%d actors: %d pairs", n, got)
		}
		if got := len(w.shared("o0")); got != n-1 {
			t.Errorf("%d actors: one shares events with %d", n, got)
		}
		same(t, "not wide", wide(), "<nil>")
	}
	w.sound()
}

func TestStore_Write_officeChanges(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	w.have(w.event("past", graph.Meeting, "2011-05-04", "ann:HOST"), w.event("talks", graph.Meeting, "2025-09-04", "ann:HOST"))
	through := func(what, past, talks string) {
		t.Helper()
		for event, country := range map[string]string{"past": past, "talks": talks} {
			want := []string{"official:ann DIRECT HOST"}
			if country != "" {
				want = append(want, country+" OFFICIAL HOST")
			}
			same(t, what+": "+event, w.took(event), want...)
		}
	}
	through("minister from 2012", "", "country:CHN")

	w.write(graph.Batch{Tenures: []graph.Tenure{w.tenure("2010/2020")}})
	through("minister from 2010 to 2020", "country:CHN", "")

	ministry := graph.Organization{ID: w.id("org", "ministry"), Name: "Ministry", Kind: "MINISTRY", Country: "country:RUS", Sources: w.cite()}
	w.write(graph.Batch{Organizations: []graph.Organization{ministry}})
	through("of Russia", "country:RUS", "")

	other := graph.Organization{ID: w.id("org", "other"), Name: "Other", Kind: "MINISTRY", Country: "country:PRK", Sources: w.cite()}
	post := graph.Post{ID: w.id("post", "minister"), Title: "Minister", Organization: other.ID, Sources: w.cite()}
	w.write(graph.Batch{Organizations: []graph.Organization{other}, Posts: []graph.Post{post}})
	through("of North Korea", "country:PRK", "")

	tenure := w.tenure("2010/2020")
	tenure.Official = w.id("official", "bob")
	w.write(graph.Batch{Tenures: []graph.Tenure{tenure}})
	through("another's office", "country:CHN", "country:CHN")

	w.write(graph.Batch{Officials: []graph.Official{w.official("ann", "country:RUS")}})
	through("another nationality", "country:RUS", "country:RUS")
	w.sound()
}

func TestStore_Write_parts(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	visit := w.event("visit", graph.Visit, "2025-09-02/2025-09-05", "ann:HOST", "bob:GUEST", "cho:COMPANION")
	meeting := w.event("meeting", graph.Meeting, "2025-09-04", "ann:HOST", "cho:GUEST")
	w.have(visit, meeting)
	principals := func(what, event string, names ...string) {
		t.Helper()
		want := make([]string, len(names))
		for i, n := range names {
			want[i] = "official:" + n
		}
		same(t, what, w.column("MATCH (e:Event {id: $given.p0}) UNWIND e.principals AS pid MATCH (a:Actor {pid: pid}) RETURN a.id AS x", w.id("event", event)), want...)
	}
	principals("a visit", "visit", "ann", "bob")
	same(t, "root", w.column("MATCH (e:Event {id: $given.p0}) RETURN e.root AS x", meeting.ID), "event:meeting")

	meeting.PartOf = visit.ID
	w.write(graph.Batch{Events: []graph.Event{meeting}})
	principals("a visit with a meeting", "visit", "ann", "cho")
	same(t, "root of a part", w.column("MATCH (e:Event {id: $given.p0}) RETURN e.root AS x", meeting.ID), "event:visit")

	meeting.Participants = w.event("", graph.Meeting, "2025", "bob:HOST", "cho:GUEST").Participants
	w.write(graph.Batch{Events: []graph.Event{meeting}})
	principals("a visit with another meeting", "visit", "bob", "cho")

	meeting.PartOf = ""
	w.write(graph.Batch{Events: []graph.Event{meeting}})
	principals("a visit without its meeting", "visit", "ann", "bob")
	same(t, "root of what is no longer a part", w.column("MATCH (e:Event {id: $given.p0}) RETURN e.root AS x", meeting.ID), "event:meeting")

	// The whole is new, and the part was there before it; beside it a new part, whose own part is new too.
	tour := w.event("tour", graph.Visit, "2025-09-01/2025-09-06", "ann:HOST", "bob:GUEST")
	talks := w.event("talks", graph.Meeting, "2025-09-05", "ann:HOST", "bob:GUEST")
	dinner := w.event("dinner", graph.Ceremony, "2025-09-05", "ann:HOST", "bob:GUEST")
	meeting.PartOf, talks.PartOf, dinner.PartOf = tour.ID, tour.ID, talks.ID
	w.write(graph.Batch{Events: []graph.Event{dinner, meeting, tour, talks}})
	principals("a new visit of an earlier meeting", "tour", "ann", "bob", "cho")
	for _, part := range []graph.Event{meeting, talks, dinner} {
		same(t, "root of "+part.ID, w.column("MATCH (e:Event {id: $given.p0}) RETURN e.root AS x", part.ID), "event:tour")
	}
	same(t, "whole", w.column("MATCH (:Event {id: $given.p0})-[:PART_OF]->(e) RETURN e.id AS x", dinner.ID), "event:talks")

	letter := w.event("letter", graph.Message, "2025-09-06", "cho:SENDER", "ann:RECIPIENT", "bob:COMPANION")
	w.write(graph.Batch{Events: []graph.Event{letter}})
	principals("a letter", "letter", "ann", "cho")
	w.sound()
}

// colliding returns two ids of events whose sort keys of one day are equal.
func colliding(tb testing.TB, prefix string) (string, string) {
	tb.Helper()
	seen := map[uint32]string{}
	for i := range 2_000_000 {
		id := fmt.Sprintf("%s%d", prefix, i)
		sum := sha256.Sum256([]byte(id))
		key := binary.BigEndian.Uint32(sum[:4])
		if other, ok := seen[key]; ok && key < 1<<32-10 {
			return other, id
		}
		seen[key] = id
	}
	tb.Fatal("no ids collide")
	return "", ""
}

func TestStore_Write_collision(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	w.have()
	one, two := colliding(t, w.id("event", "x"))
	event := func(id, on string) graph.Event {
		e := w.event("x", graph.Meeting, on, "ann:HOST", "bob:GUEST")
		e.ID = id
		return e
	}
	keys := func(what string, want ...string) {
		t.Helper()
		same(t, what, w.column("MATCH (e:Event) WHERE e.id IN [$given.p0, $given.p1] RETURN e.sk AS x", one, two), want...)
	}
	sk := graph.SortKey(one, date(t, "2025-09-04"))
	if sk != graph.SortKey(two, date(t, "2025-09-04")) {
		t.Fatalf("%s and %s do not collide", one, two)
	}
	w.write(graph.Batch{Events: []graph.Event{event(one, "2025-09-04"), event(two, "2025-09-04")}})
	keys("in one batch", fmt.Sprint(sk), fmt.Sprint(sk+1))
	w.write(graph.Batch{Events: []graph.Event{event(one, "2024-09-04"), event(two, "2023-09-04")}})
	w.write(graph.Batch{Events: []graph.Event{event(two, "2025-09-04")}})
	w.write(graph.Batch{Events: []graph.Event{event(one, "2025-09-04")}})
	keys("one after another", fmt.Sprint(sk), fmt.Sprint(sk+1))
	again := event(one, "2025-09-04")
	again.Title = "Again"
	w.write(graph.Batch{Events: []graph.Event{again}})
	keys("corrected", fmt.Sprint(sk), fmt.Sprint(sk+1))
	w.sound()
}

func TestStore_Write_concurrent(t *testing.T) {
	w := newWorld(t, graphtest.Shared(t))
	contested := w.event("contested", graph.Meeting, "2025-09-04", "ann:HOST", "bob:GUEST")
	w.have(contested)
	const writers, batches, size = 4, 5, 10
	var wg sync.WaitGroup
	for i := range writers {
		wg.Go(func() {
			for j := range batches {
				var b graph.Batch
				for k := range size {
					b.Events = append(b.Events, w.event(fmt.Sprintf("e%d-%d-%d", i, j, k), graph.Meeting, "2025-09-04", "ann:HOST", "bob:GUEST"))
				}
				b.Officials = []graph.Official{w.official("new", "country:PRK")}
				e := contested
				e.Title = fmt.Sprintf("title %d %d", i, j)
				b.Events = append(b.Events, e)
				if _, err := w.s.Write(t.Context(), b); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	same(t, "shared", w.shared("ann"), fmt.Sprintf("official:bob %d", writers*batches*size+1))
	same(t, "new", w.column("MATCH (a:Actor {id: $given.p0}) RETURN a.revision AS x", w.id("official", "new")), "1")
	// No correction was lost: each is followed by the one that took its place.
	var titles []string
	for _, x := range w.column("MATCH (v:Revision {of: $given.p0}) RETURN right('0' + v.number, 2) + '|' + v.before[0] + '|' + v.after[0] AS x", contested.ID) {
		p := strings.Split(x, "|")
		if len(titles) > 0 && titles[len(titles)-1] != p[1] {
			t.Errorf("%q was corrected, but %q had been written", p[1], titles[len(titles)-1])
		}
		titles = append(titles, p[2])
	}
	if len(titles) != writers*batches {
		t.Errorf("%d corrections, want %d", len(titles), writers*batches)
	}
	w.sound()
}
