package httpd

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
)

func getting(t *testing.T, address string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "application/json, */*")
	return r
}

// Behind a proxy that serves the server below a prefix and removes the prefix, relative addresses reach everything.
func TestPrefix(t *testing.T) {
	const prefix = "/graph"
	server := httptest.NewServer(newTestServer(t, Config{
		SDL: "type Query { a: Int }", AllowedHosts: []string{"*"}, Examples: fstest.MapFS{},
		Exports: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.URL.Path) }),
	}).Handler())
	defer server.Close()
	behind, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle(prefix+"/", http.StripPrefix(prefix, &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(behind)
		r.Out.Host = r.In.Host
	}}))
	outside := httptest.NewServer(mux)
	defer outside.Close()
	for path, want := range map[string]string{
		"/": "/", "/graphiql": "/graphiql/", "/graphiql?query=%7B+a+%7D": "/graphiql/?query=%7B+a+%7D", "/graphiql/": "/graphiql/",
		"/schema.graphql": "/schema.graphql", "/examples.json": "/examples.json", "/readyz": "/readyz", "/export/csv": "/export/csv",
		"/graphql?query={__typename}": "/graphql?query={__typename}",
	} {
		resp, err := outside.Client().Do(getting(t, outside.URL+prefix+path))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if at := resp.Request.URL.String(); resp.StatusCode != http.StatusOK || at != outside.URL+prefix+want {
			t.Errorf("%s led to %s: %d", path, at, resp.StatusCode)
		}
		if len(resp.Cookies()) > 0 || strings.HasPrefix(resp.Header.Get("Location"), "/") {
			t.Errorf("%s: %v", path, resp.Header)
		}
	}
}
