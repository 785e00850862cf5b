package store

import (
	"context"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/graph/store/cypher"
	"demarche/graph/store/internal/bolt"
	"demarche/graph/store/internal/project"
)

// Decisions returns the selected fields of what was decided of the event that shows the record of that id, the oldest
// first, at most so many. It returns nil if there is no such record.
func (s *Store) Decisions(ctx context.Context, w answer.Projection, id string, undone bool, first int) (any, error) {
	if _, err := w.RootArgs(); err != nil {
		return nil, err
	}
	params := map[string]any{"id": id, "undone": undone, "first": first}
	record, err := s.db.Read(ctx, "decisions_on", cypher.Text("decisions_on"), params)
	if err != nil || record == nil {
		return nil, err
	}
	ids := bolt.Texts(record, "ids")
	if err := record.Err(); err != nil {
		return nil, err
	}
	return s.decisionsByID(ctx, w, ids)
}

// DecisionsByID returns the selected fields of decisions, in their order.
func (s *Store) DecisionsByID(ctx context.Context, w answer.Projection, all ...graph.Decision) ([]any, error) {
	ids := make([]string, len(all))
	for i, d := range all {
		ids[i] = d.ID
	}
	return s.decisionsByID(ctx, w, ids)
}

func (s *Store) decisionsByID(ctx context.Context, w answer.Projection, ids []string) ([]any, error) {
	found, err := s.byID(ctx, "decisions_by_id", w, project.Scope{"n": "n"}, ids)
	if err != nil {
		return nil, err
	}
	out := make([]any, len(ids))
	for i, id := range ids {
		out[i] = found[id]
	}
	return out, nil
}

// Fate returns the selected fields of what became of an id.
func (s *Store) Fate(ctx context.Context, w answer.Projection, id string) (any, error) {
	return s.project(ctx, "fate", "row", w, project.Scope{"n": "why", "k": "now", "status": "status"}, map[string]any{"id": id})
}
