// Package operations makes operations of GraphQL documents and variables, and runs them. It does what the specification
// says where gqlgen does less: validation, the coercion of variables, and introspection.
package operations

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// Executor makes and runs operations of one schema. Make one with New.
type Executor struct {
	*executor.Executor
	schema *ast.Schema
}

var _ graphql.GraphExecutor = (*Executor)(nil)

// New returns an executor of a schema.
func New(es graphql.ExecutableSchema) *Executor {
	e := &Executor{executor.New(es), es.Schema()}
	e.SetDefaultRulesFn(validation)
	e.AroundFields(introspected)
	return e
}

// validation returns gqlparser's rules, with those that it lacks or that find too little.
func validation() *rules.Rules {
	all := rules.NewDefaultRules()
	all.AddRule("IntsFit", intsFit)
	all.AddRule("SupportedDirectives", supportedDirectives)
	all.ReplaceRule(rules.SingleFieldSubscriptionsRule.Name, singleFieldSubscriptions)
	return all
}

// CreateOperationContext parses and validates a document and coerces the variables of the operation that is asked for.
// The context that it returns is not nil, also beside errors.
func (e *Executor) CreateOperationContext(
	ctx context.Context,
	params *graphql.RawParams,
) (*graphql.OperationContext, gqlerror.List) {
	text := *params
	text.Variables = nil
	// Once there is an operation, what gqlgen finds wrong is that it has no variables: it gets them below.
	op, errs := e.Executor.CreateOperationContext(ctx, &text)
	if op.Operation == nil {
		return op, e.explained(errs)
	}
	op.DisableIntrospection = false
	if err := wholeCharacters(op.RawQuery); err != nil {
		return op, gqlerror.List{err}
	}
	op.Variables, errs = variables(e.schema, op.Operation, params.Variables)
	return op, errs
}
