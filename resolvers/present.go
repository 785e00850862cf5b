package resolvers

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"demarche/graph"
	"demarche/graph/country"
	"demarche/graph/edtf"
)

// codes are what the domain's errors are called in extensions.code.
var codes = []struct {
	err  error
	code string
}{
	{edtf.ErrBadDate, "BAD_DATE"},
	{country.ErrBadCode, "BAD_COUNTRY"},
	{graph.ErrBadCursor, "BAD_CURSOR"},
	{graph.ErrNotFound, "NOT_FOUND"},
	{graph.ErrPageTooLarge, "PAGE_TOO_LARGE"},
	{graph.ErrTooBroad, "QUERY_TOO_BROAD"},
	{graph.ErrBadInput, "BAD_INPUT"},
	{graph.ErrForbidden, "FORBIDDEN"},
	{graph.ErrUnauthenticated, "UNAUTHENTICATED"},
	{graph.ErrRetracted, "RETRACTED"},
	{graph.ErrTimeout, "TIMEOUT"},
}

// Presenter makes of an error what a client reads. An error of the domain keeps its text and gets its code. Of any
// other a client learns only an id, under which the log has the whole.
func Presenter(log *slog.Logger) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		e := graphql.DefaultErrorPresenter(ctx, err)
		if e.Extensions["code"] != nil { // gqlgen's own: the document is wrong
			return e
		}
		if code := codeOf(err, ""); code != "" {
			return coded(e, code, e.Message)
		}
		switch {
		case errors.Is(err, graph.ErrUnavailable):
			log.ErrorContext(ctx, "database unavailable", "path", e.Path.String(), "error", err)
			return coded(e, "DATABASE_UNAVAILABLE", "the database is not available; try again later")
		case errors.Is(err, context.DeadlineExceeded) && changes(ctx):
			return coded(e, "TIMEOUT", "a change took too long; try again later, writing the same twice changes nothing")
		case errors.Is(err, context.DeadlineExceeded):
			return coded(e, "QUERY_TOO_BROAD", "the answer took too long; ask for less")
		case errors.Is(err, context.Canceled):
			return coded(e, "CANCELLED", "the request was cancelled")
		case argumentError(e):
			return coded(e, "BAD_INPUT", e.Message)
		}
		id := rand.Text()[:12]
		log.ErrorContext(ctx, "internal error", "id", id, "path", e.Path.String(), "error", err)
		return coded(e, "INTERNAL", fmt.Sprintf("internal error (%s)", id))
	}
}

// codeOf is what an error of the domain is called; other if it is none.
func codeOf(err error, other string) string {
	for _, c := range codes {
		if errors.Is(err, c.err) {
			return c.code
		}
	}
	return other
}

// changes reports whether a request is a mutation.
func changes(ctx context.Context) bool {
	if !graphql.HasOperationContext(ctx) {
		return false
	}
	operation := graphql.GetOperationContext(ctx).Operation
	return operation != nil && operation.Operation == ast.Mutation
}

// argumentError reports whether gqlgen itself found a root field's argument wrong: its own errors wrap nothing.
func argumentError(e *gqlerror.Error) bool {
	if _, overflow := errors.AsType[*graphql.NumberOverflowError](e); overflow {
		return true
	}
	var scalar interface{ Kind() string }
	return e.Err == nil && !errors.As(e, &scalar)
}

func coded(e *gqlerror.Error, code, message string) *gqlerror.Error {
	e.Message = message
	if e.Extensions == nil {
		e.Extensions = map[string]any{}
	}
	e.Extensions["code"] = code
	return e
}

// Recover makes of a panic an error that Presenter takes for an internal one.
func Recover(_ context.Context, v any) error {
	return fmt.Errorf("%w: panic: %v", graph.ErrInternal, v)
}
