// Package gqltype is how GraphQL's scalars and projected values look to gqlgen.
package gqltype

import (
	"context"
	"errors"
	"io"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"demarche/graph/answer"
)

// Answer is a projected value: JSON that is ready, and what went wrong below it. JSON is nil for null.
type Answer struct {
	JSON   []byte
	Errors gqlerror.List
}

// Resolve returns a as a resolver returns it: errors are placed below the field that ctx resolves and reported, and the
// last one is returned where they left nothing.
func Resolve(ctx context.Context, a *answer.Answer) (*Answer, error) {
	errs := located(ctx, a)
	if a.JSON == nil {
		if len(errs) == 0 {
			return nil, nil
		}
		last := len(errs) - 1
		report(ctx, errs[:last])
		return nil, errs[last]
	}
	report(ctx, errs)
	return &Answer{JSON: a.JSON}, nil
}

// Placed is a, to be written later: its errors, placed below the field that ctx resolves, are reported then.
func Placed(ctx context.Context, a *answer.Answer) *Answer {
	return &Answer{JSON: a.JSON, Errors: located(ctx, a)}
}

func report(ctx context.Context, errs gqlerror.List) {
	for _, err := range errs {
		graphql.AddError(ctx, err)
	}
}

func located(ctx context.Context, a *answer.Answer) gqlerror.List {
	if len(a.Errors) == 0 {
		return nil
	}
	out := make(gqlerror.List, len(a.Errors))
	for i, e := range a.Errors {
		path := graphql.GetPath(ctx)
		for _, s := range e.Path {
			switch s := s.(type) {
			case string:
				path = append(path, ast.PathName(s))
			case int:
				path = append(path, ast.PathIndex(s))
			}
		}
		out[i] = &gqlerror.Error{Err: e.Err, Message: e.Err.Error(), Path: path}
	}
	return out
}

// MarshalAnswer writes a as it is.
func MarshalAnswer(a *Answer) graphql.ContextMarshaler {
	return graphql.ContextWriterFunc(func(ctx context.Context, w io.Writer) error {
		report(ctx, a.Errors)
		if a.JSON == nil {
			return graphql.Null.MarshalGQLContext(ctx, w)
		}
		_, err := w.Write(a.JSON)
		return err
	})
}

// UnmarshalAnswer stands here because gqlgen asks for it; an answer is never read.
func UnmarshalAnswer(context.Context, any) (*Answer, error) {
	return nil, errors.New("an answer is never read")
}
