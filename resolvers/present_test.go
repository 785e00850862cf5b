package resolvers

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"demarche/graph"
)

// Every error of the domain has a code: new ones too.
func TestPresenter_codes(t *testing.T) {
	text, err := os.ReadFile("../graph/errors.go")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(Err\w+)\s+= errors\.New\("(.*)"\)`).FindAllStringSubmatch(string(text), -1)
	if len(found) < 10 {
		t.Fatal(found)
	}
	for _, m := range found {
		known := slices.ContainsFunc(codes, func(c struct {
			err  error
			code string
		},
		) bool {
			return c.err.Error() == m[2]
		})
		if own := m[1] == "ErrUnavailable" || m[1] == "ErrInternal"; known == own { // which Presenter writes by itself
			t.Errorf("%s: in the table %v", m[1], known)
		}
	}
}

// A change that took too long is not told to ask for less.
func TestPresenter_slow(t *testing.T) {
	for operation, code := range map[ast.Operation]string{ast.Query: "QUERY_TOO_BROAD", ast.Mutation: "TIMEOUT"} {
		ctx := graphql.WithOperationContext(
			t.Context(),
			&graphql.OperationContext{Operation: &ast.OperationDefinition{Operation: operation}},
		)
		e := Presenter(slog.New(slog.DiscardHandler))(ctx, errors.Join(context.DeadlineExceeded))
		if e.Extensions["code"] != code || strings.Contains(e.Message, "less") != (code == "QUERY_TOO_BROAD") {
			t.Errorf("%s: %v %s", operation, e.Extensions, e.Message)
		}
	}
	if code := codeOf(graph.ErrRetracted, ""); code != "RETRACTED" {
		t.Error(code)
	}
}
