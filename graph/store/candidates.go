package store

import (
	"context"
	"fmt"

	"demarche/graph"
	"demarche/graph/identity"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/write"
)

// Candidates returns pairs of officials who may be one person, the most likely first. They share a name in some
// spelling and have a score of at least least. It leaves out pairs with an undone merge, because an editor decided on
// them. It changes nothing.
func (s *Store) Candidates(ctx context.Context, least float64) ([]identity.Candidate, error) {
	var people []identity.Person
	err := s.db.Pages(ctx, "persons", "id", "", func(page []*bolt.Record) error {
		for _, r := range page {
			p, err := write.PersonOf(r)
			if err != nil {
				return err
			}
			people = append(people, p)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading officials: %w", err)
	}
	undone, err := s.db.Scan(ctx, "undone_merges", nil)
	if err != nil {
		return nil, err
	}
	seen := map[[2]string]bool{}
	for _, r := range undone {
		seen[identity.PairOf(bolt.Get[string](r, "keep"), bolt.Get[string](r, "merged"))] = true
	}
	return identity.Candidates(people, least, seen), bolt.Err(undone)
}

// Merges returns all merges by id, including undone ones.
func (s *Store) Merges(ctx context.Context) ([]graph.Merge, error) {
	out := []graph.Merge{}
	for after := ""; ; {
		ids, err := s.IDsAfter(ctx, "merge:", after, bolt.PageSize)
		if err != nil {
			return nil, err
		}
		some, err := s.RecordsOf(ctx, ids, true)
		if err != nil {
			return nil, err
		}
		out = append(out, some.Merges...)
		if len(ids) < bolt.PageSize {
			return out, nil
		}
		after = ids[len(ids)-1]
	}
}
