package httpd

import (
	"context"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// guard refuses expensive operations. It checks the shape of their text before validation, and their cost, with the
// variables known, before execution.
type guard struct {
	limits Limits
	cache  queryCache
}

var _ graphql.OperationParameterMutator = guard{}

func (guard) ExtensionName() string { return "Guard" }

func (guard) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters checks the shape of the text. It accepts a text that does not parse, because the executor
// reports the error.
func (g guard) MutateOperationParameters(_ context.Context, p *graphql.RawParams) *gqlerror.Error {
	if int64(len(p.Query)) > g.limits.QueryBytes {
		return refusal(codeTooComplex, fmt.Sprintf("the query's text is longer than %d bytes: send its values as variables, or split it", g.limits.QueryBytes))
	}
	doc, passed := g.cache.get(p.Query)
	if !passed {
		var err error
		doc, err = parser.ParseQueryWithTokenLimit(&ast.Source{Input: p.Query}, g.limits.Tokens)
		if err != nil {
			return g.unparsed(err)
		}
		if err := checkShape(doc, g.limits); err != nil {
			return err
		}
	}
	switch {
	case p.OperationName == "" && len(doc.Operations) > 1:
		return refusal(codeBadRequest, "the query holds several operations: say which one to run (operationName)")
	case p.OperationName != "" && doc.Operations.ForName(p.OperationName) == nil:
		return refusal(codeBadRequest, "the query holds no operation of the name that operationName gives")
	}
	return nil
}

func (g guard) unparsed(err error) *gqlerror.Error {
	if !strings.Contains(err.Error(), "exceeded token limit") {
		return nil
	}
	return refusal(codeTooComplex, fmt.Sprintf("the query has more than %d tokens: send its values as variables, or split it", g.limits.Tokens))
}

// affordable checks the cost of an operation, its variables known.
func (g guard) affordable(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	p := pricing{limits: g.limits, variables: op.Variables, memo: map[string]price{}}
	cost := p.cost(op.Operation)
	if rec := recordOf(ctx); rec != nil {
		rec.operation, rec.cost = clipped(op.Operation.Name), cost
	}
	if cost <= g.limits.Complexity {
		return nil
	}
	err := refusal(codeTooComplex, fmt.Sprintf(
		"the query costs %d, the limit is %d: ask for fewer rows (first, last, maxNodes) or fewer levels",
		cost, g.limits.Complexity))
	err.Extensions["cost"], err.Extensions["limit"] = cost, g.limits.Complexity
	return err
}
