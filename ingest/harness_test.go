package ingest

import (
	"bufio"
	"cmp"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"demarche/graph"
)

// reading is what a format makes of a text, without a database.
type reading struct {
	rows    int
	records graph.Batch       // as they would be written to an empty graph, by id
	rejects map[int]string    // the field and the reason, by the line
	tells   []string          // what the summary would count
	left    []Rejection       // values of rows that are kept without them
	sources []graph.Citation  // of all events
	byTitle map[string]string // the id of an event
}

// readAs reads a text, and fails the test where a record of it would not be written.
func readAs(tb testing.TB, f Format, text string, eachRow bool) reading {
	tb.Helper()
	out, err := tryReading(f, text, eachRow)
	if err != nil {
		tb.Fatal(err)
	}
	for _, p := range out.records.CheckWhole() {
		tb.Error(p)
	}
	return out
}

func tryReading(f Format, text string, eachRow bool) (reading, error) {
	source := graph.Source{ID: "source:file-x", Title: "x"}
	var rows []*Row
	var notes []string
	read := func(row func(*Row), survey func(*Input)) error {
		scan, err := scanned(bufio.NewReader(strings.NewReader(text)))
		if err != nil {
			return err
		}
		return readRaw("x", strings.NewReader(text), -1, func(name string, raw *bufio.Reader, bound *bounded) error {
			m := member{name: name, bound: bound, shape: scan.shape(name, nil)}
			if err := errors.Join(m.shape.err, m.open(raw)); err != nil {
				return err
			}
			in := &Input{Name: name, Source: source, EachRow: eachRow, text: m.text, tail: m.tail, bound: bound, notes: &notes}
			survey(in)
			return f.Read(in, func(r *Row) error {
				row(r)
				in.Next()
				return nil
			})
		})
	}
	err := read(func(r *Row) { rows = append(rows, r) }, func(in *Input) {
		in.again = func(into survey) error {
			return read(func(*Row) {}, func(in *Input) { in.noting, in.seen = true, into })
		}
	})
	out := reading{rows: len(rows), rejects: map[int]string{}, byTitle: map[string]string{}}
	u := updateOf(rows, source)
	out.records = u.All()
	sortByID(&out.records)
	for _, r := range rows {
		out.left = append(out.left, r.left...)
		out.tells = append(out.tells, r.tells...)
		if r.bad != nil {
			out.rejects[r.Line] = r.bad.Field + ": " + r.bad.Text
		}
	}
	for _, e := range out.records.Events {
		out.byTitle[e.Title] = e.ID
		out.sources = append(out.sources, e.Sources...)
	}
	return out, err
}

func sortByID(b *graph.Batch) {
	slices.SortFunc(b.Sources, func(x, y graph.Source) int { return cmp.Compare(x.ID, y.ID) })
	slices.SortFunc(b.Countries, func(x, y graph.Country) int { return cmp.Compare(x.ID, y.ID) })
	slices.SortFunc(b.Places, func(x, y graph.Place) int { return cmp.Compare(x.ID, y.ID) })
	slices.SortFunc(b.Organizations, func(x, y graph.Organization) int { return cmp.Compare(x.ID, y.ID) })
	slices.SortFunc(b.Officials, func(x, y graph.Official) int { return cmp.Compare(x.ID, y.ID) })
	slices.SortFunc(b.Events, func(x, y graph.Event) int { return cmp.Compare(x.ID, y.ID) })
}

// event returns the event with a title, which is the only one.
func (r reading) event(tb testing.TB, title string) graph.Event {
	tb.Helper()
	for _, e := range r.records.Events {
		if e.Title == title {
			return e
		}
	}
	tb.Fatalf("no event is called %q; there are %v", title, slices.Collect(func(yield func(string) bool) {
		for t := range r.byTitle {
			if !yield(t) {
				return
			}
		}
	}))
	return graph.Event{}
}

// said are the actors of an event by their names, with their roles: "China HOST".
func (r reading) said(e graph.Event) (out []string) {
	names := map[string]string{}
	for _, c := range r.records.Countries {
		names[c.ID] = c.Name
	}
	for _, o := range r.records.Organizations {
		names[o.ID] = o.Name
	}
	for _, o := range r.records.Officials {
		names[o.ID] = o.Name
	}
	for _, p := range e.Participants {
		line := names[p.Actor]
		for _, role := range p.Roles {
			line += " " + string(role)
		}
		out = append(out, line)
	}
	return out
}

// unnumbered are records without the numbers of rows.
func unnumbered(b graph.Batch) graph.Batch {
	return b.Recited(func(in []graph.Citation) []graph.Citation {
		in = slices.Clone(in)
		for i, c := range in {
			if c.Source == "source:file-x" && isDigits(c.Record) {
				in[i].Record = ""
			}
		}
		return graph.Citations(in)
	})
}

// anyOrder fails the test where the order of the rows, which follow so many lines of header, changes the records.
func anyOrder(t *testing.T, f Format, text string, header int) {
	t.Helper()
	want := unnumbered(readAs(t, f, text, false).records)
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	order := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		rows := lines[header:]
		order.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		if d := gocmp.Diff(want, unnumbered(readAs(t, f, strings.Join(lines, "\n"), false).records)); d != "" {
			t.Fatal(d)
		}
	}
}

// sniffed fails the test unless the format alone takes the text for its own.
func sniffed(t *testing.T, want Format, text string) {
	t.Helper()
	for _, f := range Formats() {
		if got := f.Sniff(Head{Name: "x", Bytes: []byte(text)}); got != (f.Name == want.Name) {
			t.Errorf("%s takes it for its own: %t", f.Name, got)
		}
	}
}

// sortTail sorts what follows the first texts, which have the order of ids.
func sortTail(texts []string, first int) { slices.Sort(texts[min(first, len(texts)):]) }

func sortHead(texts []string, first int) { slices.Sort(texts[:min(first, len(texts))]) }
