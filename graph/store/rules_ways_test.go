package store_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/store"
	"demarche/graph/store/bulk"
	"demarche/internal/graphtest"
)

// arrangements say in which batches the records of a refusal come.
var arrangements = map[string]func(steps []graph.Batch) []graph.Batch{
	"in turn":  func(steps []graph.Batch) []graph.Batch { return steps },
	"at once":  func(steps []graph.Batch) []graph.Batch { return []graph.Batch{lastOf(steps)} },
	"one each": oneEach,
	"backwards": func(steps []graph.Batch) []graph.Batch {
		all := oneEach(steps)
		slices.Reverse(all)
		return all
	},
	"backwards and again": func(steps []graph.Batch) []graph.Batch {
		all := oneEach(steps)
		slices.Reverse(all)
		return append(all, lastOf(steps))
	},
}

func oneEach(steps []graph.Batch) (out []graph.Batch) {
	for _, record := range lastOf(steps).Records() {
		out = append(out, record)
	}
	return out
}

func sameIDs(a, b graph.Batch) bool { return slices.Equal(a.IDs(), b.IDs()) }

// lastOf returns the records of batches, of each id the last.
func lastOf(steps []graph.Batch) (all graph.Batch) {
	for _, step := range steps {
		again := step.Kinds()
		all = all.Without(func(id string) bool { return again[id] != "" })
		all.Append(step)
	}
	return all
}

// A play is a series of updates in a world of its own, which holds the base.
type play struct {
	name    string
	base    graph.Batch
	updates []graph.Update
}

// plays returns every refusal in every arrangement; of one that a single record breaks, there is one arrangement.
func plays(t *testing.T, s *store.Store) (out []play) {
	t.Helper()
	w := newWorld(t, s)
	refusals := w.refusals()
	for _, rule := range slices.Sorted(maps.Keys(refusals)) {
		for i := range refusals[rule] {
			for j, how := range slices.Sorted(maps.Keys(arrangements)) {
				w.name = fmt.Sprintf("%s-%d-%d", rule, i, j)
				p := play{name: fmt.Sprintf("%s %d %s", rule, i, how), base: w.people()}
				p.base.Append(w.traded())
				steps := w.refusals()[rule][i].steps
				batches := arrangements[how](steps)
				if how != "in turn" && (len(lastOf(steps).IDs()) < 2 || slices.EqualFunc(batches, steps, sameIDs)) {
					continue
				}
				for _, b := range batches {
					p.updates = append(p.updates, graph.Update{Put: b})
				}
				out = append(out, p)
			}
		}
	}
	return out
}

// bases returns what plays need.
func bases(plays []play) (all graph.Batch) {
	for _, p := range plays {
		all.Append(p.base)
	}
	return all.First()
}

// inBulk returns the outcomes of a play's updates. It returns false if the updates do not fit into a bulk.
func (p play) inBulk(t *testing.T) (out []graph.Outcomes, fits bool) {
	t.Helper()
	writer, err := bulk.New(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if _, err = writer.Write(t.Context(), p.base); err == nil {
		out, err = p.each(func(u graph.Update) (graph.Outcomes, error) { return writer.Update(t.Context(), u) })
	}
	if err == nil {
		_, err = writer.Close()
	} else {
		writer.Discard()
	}
	if err != nil && !errors.Is(err, bulk.ErrNotInBulk) {
		t.Fatal(err)
	}
	return out, err == nil
}

func (p play) each(write func(u graph.Update) (graph.Outcomes, error)) (out []graph.Outcomes, err error) {
	for _, u := range p.updates {
		outcomes, err := write(u)
		if err != nil {
			return out, err
		}
		out = append(out, sorted(outcomes))
	}
	return out, nil
}

// previews returns the outcomes that a dry run of a play's updates foretells, of which none is written.
func (p play) previews(t *testing.T, s *store.Store) []graph.Outcomes {
	t.Helper()
	assumed := graph.NewAssumed()
	out, err := p.each(func(u graph.Update) (graph.Outcomes, error) { return s.Preview(t.Context(), u, assumed) })
	if err := errors.Join(err, assumed.Close()); err != nil {
		t.Fatal(p.name, err)
	}
	return out
}

// An import in bulk ends in the same graph, with the same rejections, as one that is not: it does the same, or says
// that it cannot. A dry run foretells the same, whether earlier updates were written or only foretold.
func TestStore_rules_everyWay(t *testing.T) {
	s := graphtest.Fresh(t)
	all, err := bulk.New(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	played := plays(t, s)
	base := bases(played)
	for _, write := range []func(context.Context, graph.Batch) (graph.Outcomes, error){s.Write, all.Write} {
		if _, err := write(t.Context(), base); err != nil {
			t.Fatal(err)
		}
	}
	ids := base.IDs()
	fitting := map[bool]int{}
	for _, p := range played {
		foretold := p.previews(t, s)
		want, err := p.each(func(u graph.Update) (graph.Outcomes, error) {
			said := play{name: p.name, updates: []graph.Update{u}}.previews(t, s)
			done, err := s.Update(t.Context(), u)
			if d := gocmp.Diff(sorted(slices.Clone(done)), said[0], gocmp.Comparer(sameError)); d != "" {
				t.Errorf("%s: foretold of the next: %s", p.name, d)
			}
			return done, err
		})
		if err != nil {
			t.Fatal(p.name, err)
		}
		if d := gocmp.Diff(want, foretold, gocmp.Comparer(sameError)); d != "" {
			t.Errorf("%s: foretold: %s", p.name, d)
		}
		got, fits := p.inBulk(t)
		if fitting[fits]++; !fits {
			continue
		}
		if d := gocmp.Diff(want, got, gocmp.Comparer(sameError)); d != "" {
			t.Errorf("%s: %s", p.name, d)
		}
		for _, u := range p.updates {
			ids = append(ids, u.Put.IDs()...)
			if _, err := all.Update(t.Context(), u); err != nil {
				t.Fatal(p.name, err)
			}
		}
	}
	if fitting[true] < 50 || fitting[false] < 20 {
		t.Errorf("%d plays fit into a bulk, and %d do not", fitting[true], fitting[false])
	}
	args, err := all.Close()
	if err != nil {
		t.Fatal(err)
	}
	made := graphtest.Imported(t, args)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	for some := range slices.Chunk(ids, 500) {
		want, err := s.Records(t.Context(), some...)
		if err != nil {
			t.Fatal(err)
		}
		got, err := made.Records(t.Context(), some...)
		if d := gocmp.Diff(want, got, gocmp.Comparer(edtf.Date.Equal)); d != "" || err != nil {
			t.Errorf("%v: %.3000s", err, d)
		}
	}
	for _, graph := range []*store.Store{s, made} {
		for _, p := range problems(t, graph) {
			t.Error(p)
		}
	}
}
