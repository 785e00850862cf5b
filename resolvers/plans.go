package resolvers

import (
	"context"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"demarche/graph/answer"
)

// plans translates the selections of clients' documents to projections, each once.
type plans struct {
	schema *ast.Schema
	known  *lru.Cache[planKey, *plan]
}

// A planKey identifies a selection in a document. A selection depends on the operation, the path to the field and the
// variables of @skip and @include. The cache keeps the operation in memory, so that its address stays unique.
type planKey struct {
	op       *ast.OperationDefinition
	path     string
	booleans string
}

// A plan holds a field to read and the sources of its arguments.
type plan struct {
	field        *answer.Field
	args         []*ast.Field
	cacheKey     string // see answer.Projection
	statementKey string
}

const plansKept = 500

func newPlans(schema *ast.Schema) *plans {
	known, err := lru.New[planKey, *plan](plansKept)
	if err != nil {
		panic(err) // the size is not positive
	}
	return &plans{schema, known}
}

// projection returns the client's selection of the field that ctx resolves.
func (p *plans) projection(ctx context.Context) answer.Projection {
	op, fc := graphql.GetOperationContext(ctx), graphql.GetFieldContext(ctx)
	key := planKey{op.Operation, way(fc), booleans(op)}
	known, ok := p.known.Get(key)
	if !ok {
		r := reader{op: op, schema: p.schema}
		field := r.root(fc.Field)
		known = &plan{field, r.args, string(r.shape(nil, field, true)), string(r.shape(nil, field, false))}
		p.known.Add(key, known)
	}
	out := answer.Projection{Field: known.field, CacheKey: known.cacheKey, StatementKey: known.statementKey}
	if len(known.args) > 0 {
		out.Args = make([]answer.Args, len(known.args))
		for i, f := range known.args {
			out.Args[i] = arguments(p.schema, f, op.Variables)
		}
	}
	return out
}

// way returns the objects and keys on the path to fc, without indices.
func way(fc *graphql.FieldContext) string {
	if fc.Parent == nil || fc.Parent.Parent == nil && fc.Parent.Field.Field == nil {
		return fc.Field.Alias
	}
	var b []byte
	for ; fc != nil; fc = fc.Parent {
		if fc.Field.Field != nil {
			b = append(b, fc.Object...)
			b = append(b, '.')
			b = append(b, fc.Field.Alias...)
			b = append(b, '/')
		}
	}
	return string(b)
}

// booleans encodes the values of the operation's boolean variables.
func booleans(op *graphql.OperationContext) string {
	var b []byte
	for _, v := range op.Operation.VariableDefinitions {
		if v.Type.NamedType == "Boolean" {
			b = strconv.AppendBool(b, op.Variables[v.Variable] == true)
		}
	}
	return string(b)
}
