package derive

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/edtf"
)

var dates = []string{
	"2025-09-04", "2025-09-30", "2025-09", "2025", "2025~", "2025-09-04?", "2025-09-02/2025-09-05", "2025-09-28/2025-10-02", "../2025-09", "2025-09/", "2025-09/..",
	"-0044-03-15", "0000-01", "-9999", "9999-12-31", "1899-12-31", "198X",
}

// A histogram gives the same counts as its events in every window of whole months, in every order of building it.
func TestPairHistogram(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	kinds := []graph.EventKind{graph.Visit, graph.Meeting, graph.TradeRelease, graph.OtherEvent}
	for range 300 {
		whole, part := PairHistogram{}, PairHistogram{}
		var events []graph.Span
		for range r.IntN(12) {
			kind := kinds[r.IntN(len(kinds))]
			date, err := edtf.Parse(dates[r.IntN(len(dates))])
			if err != nil {
				t.Fatal(err)
			}
			events = append(events, graph.SpanOf(kind, date))
			if r.IntN(2) == 0 {
				part.Add(kind, date)
			} else {
				whole.Add(kind, date)
			}
		}
		whole.Merge(PairHistogramOf(part.Pack()))
		if whole.Count() != int64(len(events)) {
			t.Fatalf("%d events are counted as %d", len(events), whole.Count())
		}
		grouped := slices.Collect(SpansIn(GroupsIn(whole.Pack())))
		ever := [2]edtf.Day{edtf.DayOf(-20000, 1, 1), edtf.DayOf(20000, 1, 1)}
		want, got := sumsOf(events, ever), sumsIn(whole.Sums())
		if want.Certain = got.Certain; !cmp.Equal(want, got) { // sums say nothing of certainty
			t.Fatalf("sums: %s", cmp.Diff(want, got))
		}
		for _, window := range [][2]edtf.Day{
			{edtf.DayOf(2025, 9, 1), edtf.DayOf(2025, 9, 30)},
			{edtf.DayOf(2025, 1, 1), edtf.DayOf(2025, 8, 31)},
			{edtf.DayOf(-9999, 1, 1), edtf.DayOf(1, 1, 31)},
			{edtf.DayOf(1899, 12, 1), edtf.DayOf(2030, 12, 31)},
		} {
			if d := cmp.Diff(sumsOf(events, window), sumsOf(grouped, window)); d != "" {
				t.Fatalf("%v to %v: %s", window[0], window[1], d)
			}
		}
	}
}

type sums struct {
	Possible, Certain map[graph.EventKind]int
	First, Last       string
}

func sumsOf(spans []graph.Span, window [2]edtf.Day) sums {
	out := sums{Possible: map[graph.EventKind]int{}, Certain: map[graph.EventKind]int{}}
	var first, last *edtf.Day
	for _, s := range spans {
		if s.Overlaps(&window[0], &window[1]) {
			out.Possible[s.Kind] += s.Count
			if s.Earliest != nil && (first == nil || *s.Earliest < *first) {
				first = s.Earliest
			}
			if s.Latest != nil && (last == nil || *s.Latest > *last) {
				last = s.Latest
			}
		}
		if s.Within(&window[0], &window[1]) {
			out.Certain[s.Kind] += s.Count
		}
	}
	if first != nil {
		out.First = first.String()
	}
	if last != nil {
		out.Last = last.String()
	}
	return out
}

func sumsIn(packed graph.KindCounts) sums {
	out := sums{Possible: map[graph.EventKind]int{}}
	for _, k := range packed.Kinds() {
		out.Possible[k.Kind] = k.Count
	}
	if d := packed.First(); d != nil {
		out.First = d.String()
	}
	if d := packed.Last(); d != nil {
		out.Last = d.String()
	}
	return out
}
