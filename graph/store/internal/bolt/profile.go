package bolt

import (
	"context"
	"fmt"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// A Plan describes how the database ran a statement.
type Plan struct {
	Hits      int64 // in the database
	Rows      int64 // that its operators passed on, all together
	Operators []Operator
}

// An Operator is one step of a plan, with the database's details.
type Operator struct{ Name, Details string }

// Profile runs a statement, rolls it back, and returns its plan. The outermost operator comes first, then the
// operators that it reads rows from. The costs include operators inside list comprehensions, which the database does
// not list.
func (d *DB) Profile(ctx context.Context, c Call) (Plan, error) {
	session := d.server().driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: d.database})
	defer closeSession(ctx, session)
	t, err := session.BeginTransaction(ctx)
	if err != nil {
		return Plan{}, failed(ctx, "profile", err)
	}
	defer t.Rollback(context.WithoutCancel(ctx)) //nolint:errcheck // nothing is to be kept
	// Not EXPLAIN: it runs nothing, but the driver returns the last child of an operator in the place of each.
	result, err := t.Run(ctx, "PROFILE "+c.Cypher, c.Given())
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

// Replan collects statistics and clears the plans made with earlier ones. With the statistics of an empty database,
// the planner scans.
func (d *DB) Replan(ctx context.Context) error {
	_, err := neo4j.ExecuteQuery(ctx, d.server().driver, "CALL db.prepareForReplanning(60)", nil, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase(d.database))
	return err
}
