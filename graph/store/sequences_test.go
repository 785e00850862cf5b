package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/proposal"
	"demarche/internal/graphtest"
)

// A step is a change, and what takes it back, where that can be done: no part comes back before its whole.
type step struct {
	name string
	back func() bool
}

// player makes random changes of twins.
type player struct {
	world
	r       *rand.Rand
	events  []graph.Event // as they are stored
	links   []graph.Link
	tenures []graph.Tenure
}

// After changes, merges and retractions in any order, all derived data is right. Undoing them in reverse order leaves
// the graph as it was, except for its history.
func TestStore_sequences(t *testing.T) {
	const sequences, steps = 12, 12
	s := graphtest.Fresh(t)
	for seed := range uint64(sequences) {
		t.Run(fmt.Sprintf("%02d", seed), func(t *testing.T) {
			b := newWorld(t, s).tellings()
			p := player{world: newWorld(t, s), r: rand.New(rand.NewPCG(seed, 7)), events: b.Events, tenures: b.Tenures}
			p.links = []graph.Link{
				{From: b.Events[4].ID, To: b.Events[2].ID, Sources: p.cite()},
				{From: b.Events[3].ID, To: b.Events[0].ID, Sources: p.cite()},
			}
			b.Links = p.links
			p.write(b)
			past := []string{"believedFrom", "revision"}
			before, recorded := p.everythingBut("Decision", past...), p.records(b.IDs()...)
			var done []step
			for range steps {
				if done = append(done, p.step()...); t.Failed() {
					t.Fatalf("after %s", told(done))
				}
			}
			if p.sound(); t.Failed() {
				t.Fatalf("after %s", told(done))
			}
			takeBack(done)
			p.sound()
			d := cmp.Diff(
				before,
				p.everythingBut("Decision", past...),
			) + cmp.Diff(
				recorded,
				p.records(b.IDs()...),
				cmp.Comparer(edtf.Date.Equal),
			)
			if d != "" || t.Failed() {
				t.Errorf("%s and back: %s", told(done), d)
			}
		})
	}
}

// takeBack takes back what it can, from the last step on, and then what could not be taken back yet.
func takeBack(steps []step) {
	var left []step
	for _, s := range slices.Backward(steps) {
		if !s.back() {
			left = append([]step{s}, left...)
		}
	}
	if len(left) < len(steps) {
		takeBack(left)
	}
}

func told(steps []step) (out []string) {
	for _, s := range steps {
		out = append(out, s.name)
	}
	return out
}

func of[T any](r *rand.Rand, some ...T) T { return some[r.IntN(len(some))] }

// step makes a change, if the one that comes up can be made.
func (p *player) step() []step {
	switch p.r.IntN(8) {
	case 0, 1:
		return p.rewrite()
	case 2:
		return p.relink()
	case 3:
		return p.reappoint()
	case 4:
		return p.mergeSome()
	case 5, 6:
		return p.tellSome()
	}
	return p.retractSome()
}

// put writes a batch, and says whether it was taken.
func (p *player) put(b graph.Batch) bool {
	outcomes, err := p.s.Update(p.t.Context(), graph.Update{Put: b})
	if err != nil {
		p.t.Fatal(err)
	}
	return outcomes.Of().Updated == 1
}

func (p *player) rewrite() []step {
	i := p.r.IntN(len(p.events))
	was, is := p.events[i], p.events[i]
	names := []string{"ann", "anna", "bob", "cho", "dan"}
	p.r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	is.Participants = nil
	for n, name := range names[:1+p.r.IntN(4)] {
		is.Participants = append(is.Participants, graph.Participation{Actor: p.id("official", name), Roles: graph.Roles[n : n+1+p.r.IntN(2)]})
	}
	is.About = of(p.r, nil, []string{p.id("official", names[4])}, []string{p.id("official", names[0]), p.id("official", names[1])})
	is.Date = date(p.t, of(p.r, "2025-09-04", "2025-09", "2010-05", "2025-09-03/2025-09-05"))
	if !p.put(graph.Batch{Events: []graph.Event{is}}) {
		return nil
	}
	p.events[i] = is
	return []step{{"rewrite " + is.ID, func() bool {
		p.events[i] = was
		return p.put(graph.Batch{Events: []graph.Event{was}})
	}}}
}

func (p *player) relink() []step {
	i := p.r.IntN(len(p.links))
	was, is := p.links[i], p.links[i]
	is.Basis = fmt.Sprint(p.r.IntN(100))
	if !p.put(graph.Batch{Links: []graph.Link{is}}) {
		return nil
	}
	p.links[i] = is
	return []step{{"relink " + is.Name(), func() bool {
		p.links[i] = was
		return p.put(graph.Batch{Links: []graph.Link{was}})
	}}}
}

func (p *player) reappoint() []step {
	i := p.r.IntN(len(p.tenures))
	was, is := p.tenures[i], p.tenures[i]
	is.Official, is.Dates = p.id("official", of(p.r, "ann", "anna", "bob", "dan")), date(p.t, of(p.r, "2005/2011", "2012/..", "2025/.."))
	if !p.put(graph.Batch{Tenures: []graph.Tenure{is}}) {
		return nil
	}
	p.tenures[i] = is
	return []step{{"reappoint " + is.ID, func() bool {
		p.tenures[i] = was
		return p.put(graph.Batch{Tenures: []graph.Tenure{was}})
	}}}
}

// mergeSome merges two, or undoes a merge; which is taken back by merging into the same one.
func (p *player) mergeSome() []step {
	keep, merged := p.id("official", of(p.r, "ann", "anna", "bob", "cho", "dan")), p.id("official", of(p.r, "ann", "anna", "bob", "cho", "dan"))
	said := proposal.SourceInput{ID: p.id("source", "s")}
	merge := func() bool {
		_, err := p.s.Merge(p.t.Context(), keep, merged, said, true)
		return err == nil
	}
	undo := func() bool { return p.s.UndoMerge(p.t.Context(), merged) == nil }
	if len(p.column("MATCH (:Merged {id: $given.p0}) RETURN 1 AS x", merged)) > 0 {
		into := p.column("MATCH (:Merged {id: $given.p0})-[:MERGED_INTO]->(k:Official) RETURN k.id AS x", merged)
		if len(into) == 0 {
			return nil // merging again would be into the official that this one was merged into
		}
		kind, name, _ := strings.Cut(into[0], ":") // of this world, whose name is left out
		keep = p.id(kind, name)
		if !undo() {
			p.t.Errorf("the merge of %s cannot be undone", merged)
		}
		return []step{{"undo " + merged, merge}}
	}
	if !merge() { // into itself, or into one who was merged into it
		return nil
	}
	return []step{{"merge " + keep + " " + merged, undo}}
}

// retractSome retracts records, or brings them back.
func (p *player) retractSome() (out []step) {
	ids := []string{p.events[p.r.IntN(len(p.events))].ID, p.tenures[p.r.IntN(len(p.tenures))].ID}
	for _, id := range ids[:1+p.r.IntN(2)] {
		retract := func() bool {
			items, err := p.s.Retract(p.t.Context(), []string{id}, "why", proposal.SourceInput{ID: p.id("source", "s")})
			if err != nil {
				p.t.Fatal(err)
			}
			return items[0].Status == graph.Updated
		}
		undo := func() bool {
			items, err := p.s.UndoRetract(p.t.Context(), []string{id})
			if err != nil {
				p.t.Fatal(err)
			}
			return items[0].Status == graph.Updated
		}
		switch {
		case retract():
			out = append(out, step{"retract " + id, undo})
		case undo():
			out = append(out, step{"bring back " + id, retract})
		}
	}
	return out
}

// tellSome decides that events are one, are two, or lie within one another; or undoes such a decision, which is taken
// back by deciding so again.
func (p *player) tellSome() []step {
	said := proposal.SourceInput{ID: p.id("source", "s")}
	a, b := p.events[p.r.IntN(len(p.events))].ID, p.events[len(p.events)-1-p.r.IntN(2)].ID // which has no links
	decide := map[string]func() (graph.Decision, error){
		"merge": func() (graph.Decision, error) { return p.s.MergeEvents(p.t.Context(), a, b, "", said, true) },
		"nest":  func() (graph.Decision, error) { return p.s.Nest(p.t.Context(), a, b, "", said) },
		"separate": func() (graph.Decision, error) {
			out, err := p.s.Separate(p.t.Context(), []string{a, b}, "", said)
			return append(out, graph.Decision{})[0], err
		},
	}
	name := of(p.r, "merge", "merge", "merge", "nest", "separate")
	var undone []string
	if name == "separate" { // it undoes what was decided otherwise
		undone = p.column("MATCH (d:Decision {kind: 'SAME'}) WHERE d.undoneAt IS NULL AND d.event IN $given.p0 AND d.other IN $given.p0 RETURN 1 AS x", []string{a, b})
	}
	d, err := decide[name]()
	if err != nil || d.ID == "" || len(undone) > 0 {
		return nil
	}
	return []step{{name + " " + a + " " + b, func() bool { return p.s.UndoDecision(p.t.Context(), d.ID) == nil }}}
}
