package graph

import (
	"slices"
	"sort"

	"demarche/graph/edtf"
)

// MaxBuckets is the largest number of buckets in an answer, unless they are the widest.
const MaxBuckets = 1000

// Buckets lists the widths of buckets, the narrowest first.
var Buckets = []TimeBucket{ByDay, ByMonth, ByQuarter, ByYear, ByDecade, ByCentury, ByMillennium}

// Wider returns the next wider width, or false if there is none.
func (b TimeBucket) Wider() (TimeBucket, bool) {
	i := slices.Index(Buckets, b) + 1
	if i == 0 || i == len(Buckets) {
		return b, false
	}
	return Buckets[i], true
}

// BucketAt returns the first and the last day of the bucket that holds a day.
func (b TimeBucket) BucketAt(d edtf.Day) (start, end edtf.Day) {
	y, m, _ := d.Date()
	switch b {
	case ByMonth:
		return edtf.DayOf(y, m, 1), edtf.DayOf(y, m+1, 0)
	case ByQuarter:
		first := (m-1)/3*3 + 1
		return edtf.DayOf(y, first, 1), edtf.DayOf(y, first+3, 0)
	case ByYear:
		return yearsAt(y, 1)
	case ByDecade:
		return yearsAt(y, 10)
	case ByCentury:
		return yearsAt(y, 100)
	case ByMillennium:
		return yearsAt(y, 1000)
	default:
		return d, d
	}
}

// yearsAt returns the first and the last day of the n years that hold a year. They begin at a multiple of n.
func yearsAt(year, n int) (start, end edtf.Day) {
	first := year - ((year%n)+n)%n
	return edtf.DayOf(first, 1, 1), edtf.DayOf(first+n-1, 12, 31)
}

// Histogram counts events in buckets, from the first bucket with a known bound to the last, inside the window if there
// is one. An event with an open end counts as possible in all buckets on that side. If there would be more than
// MaxBuckets, the buckets have the next wider width that makes fewer. Each bucket has its width.
func Histogram(spans []Span, by TimeBucket, during *Window) []Bucket {
	first, last, ok := reach(spans, during)
	if !ok {
		return []Bucket{}
	}
	out := bucketsOf(by, first, last)
	for _, s := range spans {
		s.count(out)
	}
	return out
}

// bucketsOf returns the buckets from one day to another. They have the given width, or a wider one if there would be
// more than MaxBuckets.
func bucketsOf(by TimeBucket, first, last edtf.Day) []Bucket {
	wider, ok := by.Wider()
	var out []Bucket
	for start := first; start <= last; {
		if ok && len(out) == MaxBuckets {
			return bucketsOf(wider, first, last)
		}
		from, to := by.BucketAt(start)
		out = append(out, Bucket{Start: from, End: to, Bucket: by})
		start = to + 1
	}
	return out
}

// reach returns the days from the first known bound to the last, cut to the window. It keeps the window's own ends.
func reach(spans []Span, during *Window) (first, last edtf.Day, ok bool) {
	for _, s := range spans {
		for _, day := range []*edtf.Day{s.Earliest, s.Latest} {
			if day != nil {
				if !ok {
					first, last, ok = *day, *day, true
				}
				first, last = min(first, *day), max(last, *day)
			}
		}
	}
	from, to := during.Days()
	if from != nil {
		first = *from
	}
	if to != nil {
		last = *to
	}
	return first, last, ok && first <= last
}

// count adds the span to buckets, which are in the order of time.
func (s Span) count(buckets []Bucket) {
	i := 0
	if s.Earliest != nil {
		i = sort.Search(len(buckets), func(i int) bool { return buckets[i].End >= *s.Earliest })
	}
	for ; i < len(buckets); i++ {
		b := &buckets[i]
		if !s.Overlaps(&b.Start, &b.End) {
			return
		}
		b.Possible += s.Count
		if s.Within(&b.Start, &b.End) {
			b.Certain += s.Count
		}
	}
}
