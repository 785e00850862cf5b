package ingest_test

import (
	"cmp"
	"context"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/ingest"
)

// strict is a writer that rejects what refers to what has not been written, as the store does, and keeps the rest.
type strict struct {
	graph.Batch
	stored map[string]bool
}

func (s *strict) Update(_ context.Context, u graph.Update) (out graph.Outcomes, err error) {
	if s.stored == nil {
		s.stored = map[string]bool{}
	}
	u.Ensure = u.Ensure.Without(func(id string) bool { return s.stored[id] })
	all := u.All()
	bad := map[string]bool{}
	reject := func(id, field, text string) {
		if !bad[id] {
			out = append(out, graph.Outcome{ID: id, Status: graph.Rejected, Field: field, Message: text})
		}
		bad[id] = true
	}
	for _, p := range all.Check() {
		reject(p.Record, p.Field, p.Text)
	}
	here := all.Kinds()
	known := func(id string) bool { return id == "" || s.stored[id] || here[id] != "" && !bad[id] }
	for id, refers := range references(all) {
		for _, to := range refers {
			if !known(to) {
				reject(id, "reference", to+" is not known")
			}
		}
	}
	for _, id := range all.IDs() {
		if bad[id] || slices.ContainsFunc(out, func(o graph.Outcome) bool { return o.ID == id }) {
			continue
		}
		status := graph.Created
		if s.stored[id] {
			status = graph.Unchanged
		}
		out = append(out, graph.Outcome{ID: id, Status: status})
		s.stored[id] = true
	}
	s.Batch = s.Merged(all.Without(func(id string) bool { return bad[id] }))
	return out, nil
}

func references(b graph.Batch) map[string][]string {
	out := map[string][]string{}
	for _, o := range b.Organizations {
		out[o.ID] = append(out[o.ID], o.Country)
	}
	for _, p := range b.Posts {
		out[p.ID] = append(out[p.ID], p.Organization)
	}
	for _, t := range b.Tenures {
		out[t.ID] = append(out[t.ID], t.Official, t.Post)
	}
	for _, e := range b.Events {
		out[e.ID] = append(out[e.ID], e.Place)
		for _, p := range e.Participants {
			out[e.ID] = append(out[e.ID], p.Actor)
		}
	}
	return out
}

func (s *strict) Preview(ctx context.Context, u graph.Update, _ *graph.Assumed) (graph.Outcomes, error) {
	return s.Update(ctx, u)
}

func (*strict) ResolveIdentities(context.Context) (graph.Resolution, error) {
	return graph.Resolution{}, nil
}

func (*strict) PreviewResolution(context.Context, *graph.Assumed, string) (graph.Resolution, error) {
	return graph.Resolution{}, nil
}

func (*strict) Imported(context.Context, string, int) error { return nil }

// found is what an import of a text makes, in short lines: what it wrote without sources, what it rejected, and its
// notes.
type found struct {
	Wrote, Rejected, Notes []string
	batch                  graph.Batch
	result                 ingest.Result
}

// imported imports a text of a format, or of the one that it looks like.
func imported(tb testing.TB, format, name, text string) found {
	tb.Helper()
	w := &strict{}
	path := file(tb, name, []byte(text))
	r, err := ingest.File(tb.Context(), w, path, ingest.Options{Format: format})
	if err != nil {
		tb.Fatal(err)
	}
	f := found{batch: w.Batch, result: r, Notes: r.Notes}
	f.Wrote = short(tb, w.Batch)
	for line := range strings.Lines(rejectsOf(tb, r)) {
		var reject struct{ Field, Value, Reason string }
		if err := json.Unmarshal([]byte(line), &reject); err != nil {
			tb.Fatal(err)
		}
		f.Rejected = append(f.Rejected, reject.Field+": "+reject.Reason)
	}
	return f
}

// short are the records of a batch, without sources and countries, sorted.
func short(tb testing.TB, b graph.Batch) []string {
	tb.Helper()
	var out []string
	add := func(r any) {
		text, err := json.Marshal(r)
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, string(text))
	}
	for _, r := range b.Officials {
		r.Sources = nil
		add(r)
	}
	for _, r := range b.Organizations {
		r.Sources = nil
		add(r)
	}
	for _, r := range b.Posts {
		r.Sources = nil
		add(r)
	}
	for _, r := range b.Tenures {
		r.Sources = nil
		add(r)
	}
	for _, r := range b.Places {
		r.Sources = nil
		add(r)
	}
	for _, r := range b.Events {
		r.Sources = nil
		add(r)
	}
	slices.Sort(out)
	return out
}

// named are the titles of posts, by the names of those who hold them, with the dates: "Ann: member 2014/2018".
func (f found) named() []string {
	officials, posts := map[string]string{}, map[string]string{}
	for _, o := range f.batch.Officials {
		officials[o.ID] = o.Name
	}
	for _, p := range f.batch.Posts {
		posts[p.ID] = p.Title
	}
	var out []string
	for _, t := range f.batch.Tenures {
		out = append(out, cmp.Or(officials[t.Official], t.Official)+": "+posts[t.Post]+" "+t.Dates.String())
	}
	slices.Sort(out)
	return out
}

// same fails the test where two imports of texts in another order differ.
func same(tb testing.TB, a, b found) {
	tb.Helper()
	slices.Sort(a.Rejected)
	slices.Sort(b.Rejected)
	if d := gocmp.Diff([][]string{a.Wrote, a.Rejected}, [][]string{b.Wrote, b.Rejected}); d != "" {
		tb.Error(d)
	}
}

func shuffled[T any](in []T) []T {
	out := slices.Clone(in)
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}
