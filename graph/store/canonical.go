package store

import (
	"context"
	"errors"
	"slices"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/graph/store/cypher"
	"demarche/graph/store/internal/bolt"
)

// The id of a merged official means the official that was kept, and the id of a record that an event shows means the
// event. The store looks for merges only if an id is not found by itself. Queries with current ids therefore cost
// nothing more.

// canonicalIDs replaces the ids of merged officials and events by the ids that they were merged into, and drops
// duplicates.
// changed reports whether any id was replaced.
func (s *Store) canonicalIDs(ctx context.Context, ids []string) (out []string, changed bool, err error) {
	into, err := s.mergedInto(ctx, ids)
	if err != nil || len(into) == 0 {
		return ids, false, err
	}
	for _, id := range ids {
		if k, ok := into[id]; ok {
			id = k
		}
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out, true, nil
}

// mergedInto returns the official or event that each merged one was merged into, by its id.
func (s *Store) mergedInto(ctx context.Context, ids []string) (map[string]string, error) {
	asked := slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		return !graph.IsOfficial(id) && !graph.IsEvent(id)
	})
	if len(asked) == 0 {
		return nil, nil
	}
	record, err := s.db.Read(ctx, "canonical_ids", cypher.Text("canonical_ids"), map[string]any{"ids": asked})
	if err != nil || record == nil {
		return nil, err
	}
	out := map[string]string{}
	for _, r := range bolt.Get[[]any](record, "rows") {
		out[bolt.At[string](record, r, 0)] = bolt.At[string](record, r, 1)
	}
	return out, record.Err()
}

// withCanonicalIDs calls find. If find returns graph.ErrNotFound, it calls find once more with the canonical ids.
func withCanonicalIDs[T any](
	ctx context.Context,
	s *Store,
	ids []string,
	find func(ids []string) (T, error),
) (T, error) {
	out, err := find(ids)
	if !errors.Is(err, graph.ErrNotFound) {
		return out, err
	}
	kept, changed, failed := s.canonicalIDs(ctx, ids)
	switch {
	case failed != nil:
		return out, failed
	case !changed:
		return out, err
	}
	return find(kept)
}

// canonicalizeFilters returns w with canonical ids in the filters of its timelines, or of its nested timelines only.
// changed reports whether it replaced any id.
func (s *Store) canonicalizeFilters(
	ctx context.Context,
	w answer.Projection,
	nested bool,
) (out answer.Projection, changed bool, err error) {
	for i, a := range w.Args {
		if a.Timeline == nil || a.Err != nil || nested && i == w.Arg {
			continue
		}
		ids, other, err := s.canonicalIDs(ctx, a.Timeline.Filter.Actors)
		if err != nil {
			return w, false, err
		}
		if !other {
			continue
		}
		if !changed {
			w.Args, changed = slices.Clone(w.Args), true
		}
		timeline := *a.Timeline
		timeline.Filter.Actors = ids
		w.Args[i].Timeline = &timeline
	}
	return w, changed, nil
}
