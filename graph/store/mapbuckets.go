package store

import (
	"errors"
	"fmt"
	"slices"

	"demarche/graph"
	"demarche/graph/derive"
	"demarche/graph/edtf"
	"demarche/graph/store/internal/bolt"
)

var (
	errManyBuckets = errors.New("too many buckets")
	errManyEvents  = fmt.Errorf("%w: two actors of the map share more than %d events in the window; take whole months, or a shorter window", graph.ErrTooBroad, mapEvents)
)

// addAll adds the edges and the frames. It uses wider buckets if there would be too many.
func (q *mapQuery) addAll(m *graph.Map, pairs []derive.Pair, records []*bolt.Record) (err error) {
	for wider, ok := q.Bucket, true; ok; wider, ok = q.Bucket.Wider() {
		q.Bucket, q.buckets, m.Edges = wider, 0, m.Edges[:0]
		for _, r := range records {
			if err = q.addEdges(m, pairs, r); err != nil {
				break
			}
		}
		if err == nil && q.Bucket != "" {
			m.Frames, err = framesOf(m, q.Bucket)
		}
		if !errors.Is(err, errManyBuckets) {
			return err
		}
	}
	return fmt.Errorf("%w: the edges of the map have more than %d buckets; take a shorter window or fewer nodes", graph.ErrTooBroad, q.mostBuckets)
}

// framesOf returns the buckets from the first event of the map to the last, each with the edges that appear and
// disappear. The error is errManyBuckets if there would be too many.
func framesOf(m *graph.Map, by graph.TimeBucket) ([]graph.MapFrame, error) {
	active := map[edtf.Day]map[string]bool{}
	var first, last edtf.Day
	some := false
	for _, e := range m.Edges {
		id := e.ID()
		for _, b := range e.Series {
			if active[b.Start] == nil {
				active[b.Start] = map[string]bool{}
			}
			active[b.Start][id] = true
			if !some {
				first, last, some = b.Start, b.Start, true
			}
			first, last = min(first, b.Start), max(last, b.Start)
		}
	}
	out := []graph.MapFrame{}
	_, wider := by.Wider()
	before := map[string]bool{}
	for at := first; some && at <= last; {
		if len(out) == graph.MaxBuckets && wider {
			return nil, errManyBuckets
		}
		start, end := by.BucketAt(at)
		now := active[start]
		out = append(
			out,
			graph.MapFrame{Start: start, End: end, Added: missingFrom(now, before), Removed: missingFrom(before, now)},
		)
		before, at = now, end+1
	}
	return out, nil
}

// missingFrom returns the members of a that b lacks, in order.
func missingFrom(a, b map[string]bool) []string {
	out := []string{}
	for id := range a {
		if !b[id] {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}
