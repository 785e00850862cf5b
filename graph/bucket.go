package graph

import (
	"fmt"
	"sort"
)

// MaxBuckets is the most buckets of time that one answer holds.
const MaxBuckets = 1000

// BucketAt returns the first and the last day of the bucket that holds a day.
func (b TimeBucket) BucketAt(d Day) (start, end Day) {
	y, m, _ := d.Date()
	switch b {
	case ByMonth:
		return DayOf(y, m, 1), DayOf(y, m+1, 0)
	case ByQuarter:
		first := (m-1)/3*3 + 1
		return DayOf(y, first, 1), DayOf(y, first+3, 0)
	case ByYear:
		return DayOf(y, 1, 1), DayOf(y, 12, 31)
	default:
		return d, d
	}
}

// Histogram counts events in buckets, from the first bucket that a known bound falls into to the last, inside the window
// where there is one. An event whose end is open counts, as possible, in all buckets on that side. The error wraps
// ErrTooBroad where there are more than MaxBuckets.
func Histogram(spans []Span, by TimeBucket, during *Window) ([]Bucket, error) {
	first, last, ok := reach(spans, during)
	if !ok {
		return []Bucket{}, nil
	}
	out := []Bucket{}
	for start := first; start <= last; {
		from, to := by.BucketAt(start)
		if len(out) == MaxBuckets {
			return nil, fmt.Errorf("%w: more than %d buckets; take wider ones or a shorter window", ErrTooBroad, MaxBuckets)
		}
		out = append(out, Bucket{Start: from, End: to})
		start = to + 1
	}
	for _, s := range spans {
		s.count(out)
	}
	return out, nil
}

// reach is the stretch that the known bounds span, cut to the window; a window's own ends are kept.
func reach(spans []Span, during *Window) (first, last Day, ok bool) {
	for _, s := range spans {
		for _, day := range []*Day{s.Earliest, s.Latest} {
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
