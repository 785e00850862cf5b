package main

import (
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"demarche/graph"
	"demarche/graph/identity"
)

// story is what the rules make of the labelled files.
type story struct {
	*memory
	person   map[string]string           // the official who is kept, by the ids of those merged into it
	people   []identity.Cluster          // by SAME_NAME
	event    map[string]string           // the event that is kept
	same     []identity.Happening        // by SAME_EVENT
	tellings map[string]identity.Telling // by event
	within   map[string]identity.Holder  // the visit that holds an event
}

// tell applies the rules.
func tell(m *memory) *story {
	s := &story{memory: m, person: map[string]string{}, event: map[string]string{}, tellings: map[string]identity.Telling{}, within: map[string]identity.Holder{}}
	s.people = identity.Block{All: s.namesakes()}.Groups(identity.SameName, identity.SameOffice)
	for _, g := range s.people {
		for _, id := range g.IDs {
			s.person[id] = g.IDs[0]
		}
	}
	for _, e := range sorted(m.events) {
		s.tellings[e.ID] = s.telling(e)
	}
	all := slices.Collect(maps.Values(s.tellings))
	s.same = identity.SameEvents(all, nil)
	for _, g := range s.same {
		for _, id := range g.IDs {
			s.event[id] = g.IDs[0]
		}
	}
	for i := range all {
		all[i].ID = s.keptEvent(all[i].ID)
	}
	visits := identity.NewVisits(all)
	for _, t := range all {
		if h, ok := visits.Holding(t); ok && (s.within[t.ID].Certainty != graph.Certain || h.Certainty == graph.Certain && h.ID < s.within[t.ID].ID) {
			s.within[t.ID] = h
		}
	}
	return s
}

// namesakes are the officials with the time in which they act.
func (m *memory) namesakes() (out []identity.Namesake) {
	active := map[string]*identity.Days{}
	for _, e := range m.events {
		from, ok := e.Date.Earliest()
		to, alsoOK := e.Date.Latest()
		for _, p := range e.Participants {
			if !ok || !alsoOK || !graph.IsOfficial(p.Actor) {
				continue
			}
			d := active[p.Actor]
			if d == nil {
				d = &identity.Days{From: from, To: to}
				active[p.Actor] = d
			}
			d.From, d.To = min(d.From, from), max(d.To, to)
		}
	}
	held := m.held()
	for _, o := range sorted(m.officials) {
		out = append(out, identity.Namesake{
			Person: identity.Person{
				ID: o.ID, Name: o.Name, Country: o.Country, Wikidata: o.Wikidata, Born: o.Born, Died: o.Died,
				Others: o.Aliases, Keys: identity.NameKeys(o.Name),
			},
			Nation: m.nation(o.Country), Files: m.files[o.ID], Active: active[o.ID], Held: held[o.ID],
		})
	}
	return out
}

func (m *memory) nation(id string) identity.Nation {
	return identity.Nation{ID: id, Name: m.countries[id].Name}
}

// held are the offices of officials.
func (m *memory) held() map[string][]identity.Held {
	out := map[string][]identity.Held{}
	for _, t := range sorted(m.tenures) {
		post := m.posts[t.Post]
		organization := m.orgs[post.Organization]
		h := identity.Held{
			Tenure: t.ID, Post: t.Post, Title: post.Title, Level: post.Level, Organization: organization.Name,
			Country: m.nation(organization.Country),
		}
		h.From, h.To = identity.KnownTime(t.Dates)
		out[t.Official] = append(out[t.Official], h)
	}
	return out
}

// telling is an event as the rules see it.
func (s *story) telling(e graph.Event) identity.Telling {
	place := s.places[e.Place]
	t := identity.Telling{
		ID: e.ID, Kind: e.Kind, Date: e.Date, PartOf: e.PartOf,
		Place: identity.Where{ID: place.ID, Name: place.Name, Country: place.Country},
	}
	for _, p := range e.Participants {
		a := identity.Actor{ID: p.Actor, Roles: p.Roles}
		if graph.IsOfficial(p.Actor) {
			a.ID, a.Country = s.kept(p.Actor), s.officials[p.Actor].Country
		}
		t.Cast = append(t.Cast, a)
	}
	for _, c := range e.Sources {
		if s.datasets[c.Source] != "" {
			t.Records = append(t.Records, identity.Record{Source: c.Source, ID: c.Record})
		}
	}
	return t
}

func (s *story) kept(official string) string {
	if keep := s.person[official]; keep != "" {
		return keep
	}
	return official
}

func (s *story) keptEvent(id string) string {
	if keep := s.event[id]; keep != "" {
		return keep
	}
	return id
}

// count prints how many decisions each rule makes.
func (s *story) count(out io.Writer) {
	merged, one, possible := 0, 0, 0
	for _, g := range s.people {
		merged += len(g.IDs) - 1
	}
	for _, g := range s.same {
		one += len(g.IDs) - 1
	}
	for _, h := range s.within {
		if h.Certainty == graph.Possible {
			possible++
		}
	}
	fmt.Fprintf(out, "%d officials: %d merged in %d groups\n", len(s.officials), merged, len(s.people))
	fmt.Fprintf(out, "%d events: %d merged in %d groups; %d within a visit, %d of them possibly\n", len(s.events), one, len(s.same), len(s.within), possible)
}

// sample prints random decisions of each rule, for a person to read.
func (s *story) sample(out io.Writer, n int) {
	order := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same each time
	var people, same, within []string
	for _, g := range s.people {
		var names []string
		for _, id := range g.IDs {
			names = append(names, s.officials[id].Name)
		}
		people = append(people, s.officials[g.IDs[0]].Country+": "+strings.Join(names, " = "))
	}
	line := func(id string) string {
		e := s.events[id]
		return fmt.Sprintf("%s, %s, %s (%s)", e.Title, e.Date, s.places[e.Place].Name, s.sourcesOf(id))
	}
	for _, g := range s.same {
		var lines []string
		for _, id := range g.IDs {
			lines = append(lines, line(id))
		}
		same = append(same, strings.Join(lines, "\n    "))
	}
	for _, id := range slices.Sorted(maps.Keys(s.within)) {
		h := s.within[id]
		within = append(within, fmt.Sprintf("%s\n    %s: %s", line(id), h.Certainty, line(h.ID)))
	}
	for _, all := range [][]string{people, same, within} {
		order.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		fmt.Fprintln(out, strings.Join(all[:min(n, len(all))], "\n"))
	}
}

func (s *story) sourcesOf(event string) string {
	var out []string
	for _, r := range s.tellings[event].Records {
		out = append(out, s.datasets[r.Source]+" "+r.ID)
	}
	return strings.Join(out, ", ")
}
