package store

import (
	"context"

	"demarche/graph"
	"demarche/graph/answer"
	"demarche/graph/store/internal/project"
)

// Decisions returns the selected fields of what was decided of the event that shows the record of that id, as the
// arguments of w select. It returns nil if there is no such record.
func (s *Store) Decisions(ctx context.Context, w answer.Projection, id string) (any, error) {
	return s.find(ctx, "decisions_on", w, map[string]any{"id": id})
}

// Decision returns the selected fields of the decision with that id, or nil if there is none.
func (s *Store) Decision(ctx context.Context, w answer.Projection, id string) (any, error) {
	return s.find(ctx, "decision", w, map[string]any{"id": id})
}

// DecisionsByID returns the selected fields of decisions, in the order of their ids.
func (s *Store) DecisionsByID(ctx context.Context, w answer.Projection, all []graph.Decision) (any, error) {
	ids := make([]string, len(all))
	for i, d := range all {
		ids[i] = d.ID
	}
	return s.find(ctx, "decisions_by_id", w, map[string]any{"ids": ids})
}

// Fate returns the selected fields of what became of an id.
func (s *Store) Fate(ctx context.Context, w answer.Projection, id string) (any, error) {
	return s.project(ctx, "fate", "row", w, project.Scope{"n": "why", "k": "now", "status": "status"}, map[string]any{"id": id})
}
