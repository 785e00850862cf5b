package graph

import "fmt"

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

// Histogram counts dates in buckets, from the first bucket that a known bound falls into to the last, inside the window
// where there is one. A date whose end is open counts, as possible, in all buckets on that side. The error wraps
// ErrTooBroad where there are more than MaxBuckets.
func Histogram(dates []EDTF, by TimeBucket, during *Window) ([]Bucket, error) {
	first, last, ok := reach(dates, during)
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
	for _, d := range dates {
		count(out, d)
	}
	return out, nil
}

// reach is the stretch that the known bounds of dates span, cut to the window; a window's own ends are kept.
func reach(dates []EDTF, during *Window) (first, last Day, ok bool) {
	for _, d := range dates {
		for _, bound := range []func() (Day, bool){d.Earliest, d.Latest} {
			if day, known := bound(); known {
				if !ok {
					first, last, ok = day, day, true
				}
				first, last = min(first, day), max(last, day)
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

func count(buckets []Bucket, d EDTF) {
	// Buckets are in order: begin at the first that the date may reach.
	i := 0
	if earliest, ok := d.Earliest(); ok {
		for lo, hi := 0, len(buckets); lo < hi; {
			mid := (lo + hi) / 2
			if buckets[mid].End < earliest {
				lo = mid + 1
			} else {
				hi = mid
			}
			i = lo
		}
	}
	for ; i < len(buckets); i++ {
		b := &buckets[i]
		if !d.Overlaps(&b.Start, &b.End) {
			return
		}
		b.Possible++
		if d.Within(&b.Start, &b.End) {
			b.Certain++
		}
	}
}
