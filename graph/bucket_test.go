package graph_test

import (
	"testing"

	"demarche/graph"
	"demarche/graph/edtf"
)

func parsed(t *testing.T, text string) edtf.Date {
	t.Helper()
	d, err := edtf.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Every set of dates has a histogram. Its buckets have the requested width, or the next one that makes few enough.
func TestHistogram_widens(t *testing.T) {
	for _, tt := range []struct {
		asked graph.TimeBucket
		dates []string
		want  graph.TimeBucket
	}{
		{graph.ByDay, []string{"2025-09-04", "2025-10-01"}, graph.ByDay},
		{graph.ByDay, []string{"2019", "2025-10-01"}, graph.ByMonth},
		{graph.ByMonth, []string{"1919-03-01", "1950-06-25", "2018", "2025-09-04"}, graph.ByQuarter},
		{graph.ByQuarter, []string{"17XX", "2025-09-04"}, graph.ByYear},
		{graph.ByMonth, []string{"-0043-03-15", "2025-09-04"}, graph.ByDecade},
		{graph.ByMonth, []string{"0205-09-04", "2025-09-04"}, graph.ByDecade},
		{graph.ByYear, []string{"Y-17000", "2025-09-04"}, graph.ByCentury},
		{graph.ByDay, []string{"Y-999999", "Y999999"}, graph.ByMillennium},
		{graph.ByMillennium, []string{"2025-09-04"}, graph.ByMillennium},
	} {
		var spans []graph.Span
		for _, d := range tt.dates {
			spans = append(spans, graph.SpanOf(graph.Meeting, parsed(t, d)))
		}
		buckets := graph.Histogram(spans, tt.asked, nil)
		certain, possible := 0, 0
		for i, b := range buckets {
			certain, possible = certain+b.Certain, possible+b.Possible
			if b.Bucket != tt.want || i > 0 && b.Start != buckets[i-1].End+1 {
				t.Fatalf("%v by %s: bucket %d is %v, want one of a %s after the one before", tt.dates, tt.asked, i, b, tt.want)
			}
		}
		if most := len(
			buckets,
		); most == 0 || most > graph.MaxBuckets && tt.want != graph.ByMillennium || certain > possible ||
			possible < len(tt.dates) {
			t.Errorf("%v by %s: %d buckets, %d certain and %d possible", tt.dates, tt.asked, most, certain, possible)
		}
	}
}

// A bucket holds the day that it is asked for, and the buckets around it begin where it ends, before our era too.
func TestTimeBucket_BucketAt(t *testing.T) {
	for _, by := range graph.Buckets {
		for _, year := range []int{-999_999, -1000, -11, -10, -9, -1, 0, 1, 9, 10, 1999, 2000, 2025, 999_999} {
			day := edtf.DayOf(year, 5, 17)
			start, end := by.BucketAt(day)
			before, _ := by.BucketAt(start - 1)
			after, _ := by.BucketAt(end + 1)
			if _, last := by.BucketAt(
				start - 1,
			); start > day || end < day || last != start-1 || after != end+1 ||
				before >= start {
				t.Errorf("%s of %s: %s to %s", by, day, start, end)
			}
		}
	}
}

// A window ends on the day that it begins, or later.
func TestWindow_Check(t *testing.T) {
	for _, tt := range []struct {
		from, to string
		ok       bool
	}{
		{"2025", "2024", false},
		{"2025-09-05", "2025-09-04", false},
		{"2025-10", "2025-09~", false},
		{"2025/..", "2024", false},
		{"2026", "202X", true},
		{"2025-06", "2025", true},
		{"2025-09-04", "2025-09-04", true},
		{"../2025", "2024", true},
		{"2025", "2024/..", true},
		{"", "2024", true},
		{"2025", "", true},
	} {
		w := &graph.Window{}
		if tt.from != "" {
			d := parsed(t, tt.from)
			w.From = &d
		}
		if tt.to != "" {
			d := parsed(t, tt.to)
			w.To = &d
		}
		if err := w.Check(); (err == nil) != tt.ok {
			t.Errorf("%s to %s: %v", tt.from, tt.to, err)
		}
	}
}
