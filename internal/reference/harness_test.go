package reference_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"demarche/graph"
	"demarche/graph/store"
	projected "demarche/internal/gen"
	"demarche/internal/graphtest"
	"demarche/internal/reference"
	"demarche/internal/reference/documents"
	"demarche/internal/reference/gen"
	"demarche/resolvers"
	"demarche/seeds"
)

func TestMain(m *testing.M) { graphtest.Main(m) }

// A server executes documents.
type server struct {
	exec   *executor.Executor
	around func(context.Context) context.Context
}

func newServer(
	es graphql.ExecutableSchema,
	present graphql.ErrorPresenterFunc,
	around func(context.Context) context.Context,
) *server {
	e := executor.New(es)
	e.SetQueryCache(lru.New[*ast.QueryDocument](1000))
	e.Use(extension.Introspection{})
	e.SetErrorPresenter(present)
	return &server{e, around}
}

// both are the API over a store and reference execution over the same records.
type both struct {
	api, plain *server
	records    *reference.Graph
}

type root struct{ *reference.Graph }

func (r root) Query() gen.QueryResolver       { return r.Graph }
func (root) DateRange() gen.DateRangeResolver { return reference.DateRange{} }

// The whole schema: the package's own lacks mutations.
var schema = projected.NewExecutableSchema(projected.Config{}).Schema()

// over returns both for a store that holds a batch and nothing else.
func over(t *testing.T, s *store.Store, b graph.Batch) both {
	t.Helper()
	present := resolvers.Presenter(slog.New(slog.NewTextHandler(t.Output(), nil)))
	r, err := resolvers.New(s.Patient()) // a busy machine plans slowly
	if err != nil {
		t.Fatal(err)
	}
	api := newServer(projected.NewExecutableSchema(projected.Config{Resolvers: r}), present, func(ctx context.Context) context.Context { return r.Request(ctx, "") })
	records := reference.New(b, recorded(t, api, b.Events[0].ID))
	es := gen.NewExecutableSchema(gen.Config{Schema: schema, Resolvers: root{records}})
	plain := newServer(es, func(ctx context.Context, err error) *gqlerror.Error { return atField(ctx, present(ctx, err)) },
		func(ctx context.Context) context.Context { return ctx })
	return both{api, plain, records}
}

// seeded is over the seed graph.
func seeded(t *testing.T) both {
	t.Helper()
	b, err := seeds.Read()
	if err != nil {
		t.Fatal(err)
	}
	return over(t, graphtest.Seeded(t), b)
}

// recorded asks the API when a batch was recorded.
func recorded(t *testing.T, api *server, event string) time.Time {
	t.Helper()
	var data struct {
		Event struct{ RecordedAt time.Time }
	}
	r := api.run(params{Query: fmt.Sprintf(`{event(id:%q){recordedAt}}`, event)})
	if err := json.Unmarshal(r.Data, &data); err != nil || data.Event.RecordedAt.IsZero() {
		t.Fatalf("%s was not recorded: %v %s %v", event, err, r.Data, r.Errors)
	}
	return data.Event.RecordedAt
}

// atField drops what gqlgen appends to the path of an error in a nested field's arguments: the argument's name.
func atField(ctx context.Context, e *gqlerror.Error) *gqlerror.Error {
	if fc := graphql.GetFieldContext(ctx); fc != nil {
		if path := fc.Path(); len(path) > 1 && len(e.Path) > len(path) {
			e.Path = path
		}
	}
	return e
}

type params = graphql.RawParams

func (s *server) run(p params) *graphql.Response {
	p.Variables = documents.Copy(p.Variables)
	ctx := s.around(graphql.StartOperationTrace(context.Background()))
	op, errs := s.exec.CreateOperationContext(ctx, &p)
	if errs != nil {
		return s.exec.DispatchError(graphql.WithOperationContext(ctx, op), errs)
	}
	next, ctx := s.exec.DispatchOperation(ctx, op)
	return next(ctx)
}

// show writes data, and the paths and codes of errors.
func show(r *graphql.Response) string {
	errs := make([]string, len(r.Errors))
	for i, e := range r.Errors {
		errs[i] = fmt.Sprintf("\n  %s at %s", e.Extensions["code"], e.Path)
	}
	slices.Sort(errs)
	return string(r.Data) + strings.Join(errs, "")
}

func (s *server) show(p params) string { return show(s.run(p)) }

// messages are for a person who reads a failure.
func messages(r *graphql.Response) (out []string) {
	for _, e := range r.Errors {
		out = append(out, e.Message)
	}
	return out
}

// vars reads variables as the server does.
func vars(text string) map[string]any {
	if text == "" {
		return nil
	}
	var m map[string]any
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&m); err != nil {
		panic(err)
	}
	return m
}

// differ reports how the two differ from where they do.
func differ(want, got string) string {
	at := 0
	for at < len(want) && at < len(got) && want[at] == got[at] {
		at++
	}
	from := max(0, at-120)
	return fmt.Sprintf("reference: …%s\n     api: …%s", clip(want[from:]), clip(got[from:]))
}

func clip(s string) string {
	if len(s) > 400 {
		return s[:400] + "…"
	}
	return s
}

// same runs a document on both and compares.
func (b both) same(t *testing.T, query string, variables map[string]any) {
	t.Helper()
	w, g := b.plain.run(params{Query: query, Variables: variables}), b.api.run(params{Query: query, Variables: variables})
	if want, got := show(w), show(g); want != got {
		t.Errorf("%s\n%v\n%s\n%q %q", query, variables, differ(want, got), messages(w), messages(g))
	}
}
