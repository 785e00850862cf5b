package store

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"demarche/graph"
)

// Raw runs any statement and returns its records.
func (s *Store) Raw(ctx context.Context, cypher string, params map[string]any) (out []map[string]any, err error) {
	result, err := neo4j.ExecuteQuery(ctx, s.driver, cypher, params, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase(s.database))
	if err != nil {
		return nil, err
	}
	for _, r := range result.Records {
		out = append(out, r.AsMap())
	}
	return out, nil
}

// Run runs a statement by itself, as schema changes ask for.
func (s *Store) Run(ctx context.Context, cypher string) error { return s.schema(ctx, cypher) }

// Profile runs a statement, takes back what it did, and returns its plan. (EXPLAIN runs nothing, but the driver returns the
// last child of an operator in the place of each.)
func (s *Store) Profile(ctx context.Context, cypher string, params map[string]any) (neo4j.ProfiledPlan, error) {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.database})
	defer closeSession(ctx, session)
	t, err := session.BeginTransaction(ctx)
	if err != nil {
		return nil, err
	}
	defer t.Rollback(context.WithoutCancel(ctx)) //nolint:errcheck // nothing is to be kept
	result, err := t.Run(ctx, "PROFILE "+cypher, params)
	if err != nil {
		return nil, err
	}
	summary, err := result.Consume(ctx)
	if err != nil {
		return nil, err
	}
	return summary.Profile(), nil
}

// Statements are all statements and pieces of statements, by name.
func Statements() map[string]string { return statements() }

// Stream is the part of a timeline's statement that finds the events of a page, as a statement of its own: inside a list
// the database does not show its plan.
func Stream(args map[string]any) (string, map[string]any) {
	w := graph.Want{
		Field: &graph.Field{Name: "timeline", Of: graph.NewSelection("EventConnection", false)},
		Args:  []graph.Args{{Values: args}},
	}
	params := prepare(w)
	c := &compiler{args: w.Args}
	return c.fill("CALL () { {stream} } WITH DISTINCT {x} ORDER BY {x}.sk DESC LIMIT {$}.page.limit RETURN {x}.id", scope{"x": "x"}, w.Field), params
}

// Observing is the store with another observer of its reads.
func (s *Store) Observing(observe func(Call)) *Store {
	out := *s
	out.observe, out.compiled = observe, newProjections()
	return &out
}
