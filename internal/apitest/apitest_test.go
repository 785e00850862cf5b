// Package apitest asks the API, through the server's own handler, over the seed graph in a real database.
package apitest

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"demarche/graph/store"
	"demarche/internal/gen"
	"demarche/internal/graphtest"
	"demarche/internal/httpd"
	"demarche/resolvers"
	"demarche/schema"
)

func TestMain(m *testing.M) { graphtest.Main(m) }

var seeded struct {
	once    sync.Once
	handler http.Handler
}

// handler serves the seed graph.
func handler(t testing.TB) http.Handler {
	t.Helper()
	s := graphtest.Seeded(t)
	seeded.once.Do(func() { seeded.handler = serve(t, s) })
	return seeded.handler
}

// serve wires the API as the program does.
func serve(t testing.TB, s *store.Store) http.Handler {
	t.Helper()
	return serveRoot(t, s, rootOf(t, s))
}

func rootOf(t testing.TB, s *store.Store) *resolvers.Root {
	t.Helper()
	root, err := resolvers.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func serveRoot(t testing.TB, s *store.Store, root *resolvers.Root) http.Handler {
	t.Helper()
	return serveWithin(t, s, root, httpd.DefaultLimits())
}

func serveWithin(t testing.TB, s *store.Store, root *resolvers.Root, limits httpd.Limits) http.Handler {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	server, err := httpd.New(httpd.Config{
		Schema:         gen.NewExecutableSchema(gen.Config{Resolvers: root}),
		ErrorPresenter: resolvers.Presenter(log), Recover: resolvers.Recover, AroundRequest: root.Request, Trusted: root.Edits,
		SDL: schema.SDL(), Examples: schema.Examples(), Ready: s.Ready, Log: log, Limits: limits,
	})
	if err != nil {
		t.Fatal(err)
	}
	return server.Handler()
}

type answer struct {
	Data   json.RawMessage `json:"data"`
	Errors []failure       `json:"errors"`
}

type failure struct {
	Message    string         `json:"message"`
	Path       []any          `json:"path"`
	Extensions map[string]any `json:"extensions"`
}

// code is the error's extensions.code.
func (f failure) code() string {
	code, _ := f.Extensions["code"].(string)
	return code
}

// ask posts a document about the seed graph and returns the answer and its text.
func ask(t testing.TB, query string, variables map[string]any) (answer, string) {
	t.Helper()
	return post(t, handler(t), query, variables)
}

func post(t testing.TB, h http.Handler, query string, variables map[string]any) (answer, string) {
	t.Helper()
	return postAs(t, h, "", query, variables)
}

// postAs sends a token.
func postAs(t testing.TB, h http.Handler, token, query string, variables map[string]any) (answer, string) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "http://localhost/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	var a answer
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
		t.Fatalf("status %d, no JSON: %s", w.Code, w.Body)
	}
	return a, w.Body.String()
}

// get asks and decodes the data into a T; errors fail the test.
func get[T any](t testing.TB, h http.Handler, query string, variables map[string]any) T {
	t.Helper()
	a, text := post(t, h, query, variables)
	if len(a.Errors) > 0 {
		t.Fatalf("%s\nanswered %s", query, text)
	}
	var data T
	if err := json.Unmarshal(a.Data, &data); err != nil {
		t.Fatal(err)
	}
	return data
}
