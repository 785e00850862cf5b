package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// A Plan is how the database ran a statement.
type Plan struct {
	Hits      int64 // in the database
	Rows      int64 // that its operators passed on, all together
	Operators []Operator
}

// An Operator is one step of a plan, with what the database says of it.
type Operator struct{ Name, Details string }

// Profile runs a statement, takes back what it did, and returns its plan: the outermost operator first, what it takes its
// rows from after it. What stands inside a list comprehension counts, but the database does not show its operators.
func (s *Store) Profile(ctx context.Context, c Call) (Plan, error) {
	session := s.server().driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.database})
	defer closeSession(ctx, session)
	t, err := session.BeginTransaction(ctx)
	if err != nil {
		return Plan{}, failed(ctx, "profile", err)
	}
	defer t.Rollback(context.WithoutCancel(ctx)) //nolint:errcheck // nothing is to be kept
	// Not EXPLAIN: it runs nothing, but the driver returns the last child of an operator in the place of each.
	result, err := t.Run(ctx, "PROFILE "+c.Cypher, c.Params)
	if err != nil {
		return Plan{}, fmt.Errorf("profile %s: %w", c.Name, err)
	}
	summary, err := result.Consume(ctx)
	if err != nil {
		return Plan{}, fmt.Errorf("profile %s: %w", c.Name, err)
	}
	var p Plan
	p.add(summary.Profile())
	return p, nil
}

func (p *Plan) add(o neo4j.ProfiledPlan) {
	p.Hits += o.DbHits()
	p.Rows += o.Records()
	details, _ := o.Arguments()["Details"].(string)
	p.Operators = append(p.Operators, Operator{strings.TrimSuffix(o.Operator(), "@neo4j"), details})
	for _, c := range o.Children() {
		p.add(c)
	}
}

// Replan takes fresh statistics and forgets the plans made with earlier ones: with those of an empty database, the planner
// scans.
func (s *Store) Replan(ctx context.Context) error {
	_, err := neo4j.ExecuteQuery(ctx, s.server().driver, "CALL db.prepareForReplanning(60)", nil, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase(s.database))
	return err
}
