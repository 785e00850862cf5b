package store

import (
	"context"

	"demarche/graph"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/record"
)

// Count is a number of nodes of one kind, such as "events".
type Count struct {
	Kind string
	N    int
}

// Counts returns the number of nodes of each kind, in the order in which kinds are written.
func (s *Store) Counts(ctx context.Context) ([]Count, error) {
	records, err := s.db.Scan(ctx, "counts", nil)
	if err != nil {
		return nil, err
	}
	n := map[string]int{}
	for _, r := range records {
		n[bolt.Get[string](r, "kind")] = int(bolt.Get[int64](r, "n"))
	}
	var out []Count
	for _, k := range record.KindsOf(graph.Batch{}) {
		out = append(out, Count{k.Name, n[k.Name]})
	}
	return out, bolt.Err(records)
}
