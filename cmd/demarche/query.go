package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"demarche/graph/store"
	"demarche/internal/files"
	"demarche/internal/gen"
	"demarche/internal/operations"
	"demarche/resolvers"
)

type queryCmd struct {
	File      inputPath         `arg:"" optional:"" help:"A file with a GraphQL document; standard input if none is given, or -."`
	Variables map[string]string `short:"v" name:"var" help:"A variable: name=value, the value as JSON or plain text." placeholder:"NAME=VALUE" mapsep:"none"`
	Operation string            `help:"Which operation of the document." placeholder:"NAME"`
}

// maxDocument is the largest size of a document, in bytes.
const maxDocument = 1 << 20

// Run prints the answer. It prints each answer of a subscription on its own line until it is interrupted. The exit
// status is 1 if an answer has errors.
func (c *queryCmd) Run(ctx context.Context, a *app) error {
	document, err := c.document(ctx, a.in)
	if err != nil {
		return err
	}
	return a.withStore(ctx, func(s *store.Store) error {
		root, err := resolvers.New(s)
		if err != nil {
			return err
		}
		// A user who can open the database may write to it.
		next, subscribed := begin(resolvers.AsEditor(ctx), a, root, &graphql.RawParams{
			Query: document, OperationName: c.Operation, Variables: c.values(),
		})
		if subscribed {
			return follow(a.out, next)
		}
		response := next()
		var out bytes.Buffer
		raw, err := json.Marshal(response)
		if err != nil {
			return fmt.Errorf("writing the answer: %w", err)
		}
		if err := json.Indent(&out, raw, "", "  "); err != nil {
			return fmt.Errorf("writing the answer: %w", err)
		}
		out.WriteByte('\n')
		if _, err := out.WriteTo(a.out); err != nil {
			return fmt.Errorf("writing the answer: %w", err)
		}
		if len(response.Errors) > 0 {
			return exitCode(1)
		}
		return nil
	})
}

func (c *queryCmd) document(ctx context.Context, stdin io.Reader) (string, error) {
	in, err := files.Open(ctx, cmp.Or(string(c.File), files.Std), stdin)
	if err != nil {
		return "", fmt.Errorf("opening the document: %w", err)
	}
	defer in.Close()
	b, err := io.ReadAll(io.LimitReader(in, maxDocument+1))
	if err != nil {
		return "", fmt.Errorf("reading the document: %w", err)
	}
	if len(b) > maxDocument {
		return "", errors.New("the document has more than a megabyte")
	}
	return string(b), nil
}

// follow prints answers until there are no more.
func follow(out io.Writer, next func() *graphql.Response) error {
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for response := next(); response != nil; response = next() {
		if err := lines.Encode(response); err != nil {
			return fmt.Errorf("writing an answer: %w", err)
		}
		if len(response.Errors) > 0 {
			return exitCode(1)
		}
	}
	return nil
}

// execute runs one document that has one answer.
func execute(ctx context.Context, a *app, root *resolvers.Root, params *graphql.RawParams) *graphql.Response {
	next, _ := begin(ctx, a, root, params)
	return next()
}

// begin runs one document. next returns the answers one after another, and nil after the last. subscribed reports
// whether the document is a subscription.
func begin(
	ctx context.Context,
	a *app,
	root *resolvers.Root,
	params *graphql.RawParams,
) (next func() *graphql.Response, subscribed bool) {
	exec := operations.New(gen.NewExecutableSchema(gen.Config{Resolvers: root}))
	exec.SetErrorPresenter(resolvers.Presenter(a.log))
	exec.SetRecoverFunc(resolvers.Recover)
	ctx = root.Request(graphql.StartOperationTrace(ctx), "")
	op, errs := exec.CreateOperationContext(ctx, params)
	if errs != nil {
		return func() *graphql.Response { return exec.DispatchError(graphql.WithOperationContext(ctx, op), errs) }, false
	}
	answers, ctx := exec.DispatchOperation(ctx, op)
	return func() *graphql.Response { return answers(ctx) }, op.Operation.Operation == ast.Subscription
}

// values parses each variable as JSON, or takes it as text if it is not JSON.
func (c *queryCmd) values() map[string]any {
	out := make(map[string]any, len(c.Variables))
	for name, text := range c.Variables {
		var v any
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		if err := d.Decode(&v); err != nil || d.More() {
			v = text
		}
		out[name] = v
	}
	return out
}
