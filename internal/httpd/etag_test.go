package httpd

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
)

func TestETag(t *testing.T) {
	long := strings.Repeat("x", 5_000)
	h := newTestServer(t, Config{
		SDL:      long,
		Examples: fstest.MapFS{"a.graphql": {Data: []byte("{ a }")}},
		Schema:   newFakeSchema(t, fakeData{"broken": long}),
	}).Handler()
	for _, path := range []string{"/graphql?query={broken}", "/schema.graphql", "/examples.json"} {
		t.Run(path, func(t *testing.T) {
			first := answer(h, get(path))
			tag := first.Header().Get("ETag")
			if first.Code != 200 || len(tag) < 20 || first.Header().Get("Cache-Control") != "no-cache" {
				t.Fatalf("%d %v", first.Code, first.Header())
			}
			for given, want := range map[string]int{
				tag: 304, "W/" + tag: 304, `"a", ` + tag: 304, "*": 304, `"a"`: 200, strings.Trim(tag, `"`): 200, "": 200,
			} {
				w := answer(h, with(get(path), "If-None-Match", given))
				if w.Code != want || w.Header().Get("ETag") != tag || w.Header().Get("Cache-Control") != "no-cache" {
					t.Errorf("If-None-Match %s: %d %v", given, w.Code, w.Header())
				}
				if !strings.Contains(strings.Join(w.Header().Values("Vary"), ","), "Accept-Encoding") {
					t.Errorf("If-None-Match %s: Vary %v", given, w.Header().Values("Vary"))
				}
				if (w.Body.Len() == 0) != (want == 304) {
					t.Errorf("If-None-Match %s: %d bytes", given, w.Body.Len())
				}
			}
		})
	}
}

// A strong tag names one representation.
func TestETag_variants(t *testing.T) {
	n := 0
	h := newTestServer(t, Config{Schema: newFakeSchema(t, fakeData{"broken": func(context.Context) (any, error) {
		n++
		return strings.Repeat("xy"[n/5:n/5+1], 5_000), nil
	}})}).Handler()
	seen := map[string]string{}
	for _, c := range []struct{ name, accept, coding string }{
		{"plain", "*/*", ""}, {"gzip", "*/*", "gzip"}, {"zstd", "*/*", "zstd"}, {"media type", string(mediaGraphQL), ""}, {"body", "*/*", ""},
	} {
		w := answer(h, with(get("/graphql?query={broken}"), "Accept", c.accept, "Accept-Encoding", c.coding))
		tag := w.Header().Get("ETag")
		if other, taken := seen[tag]; taken || tag == "" {
			t.Errorf("%s has the tag of %s: %q", c.name, other, tag)
		}
		seen[tag] = c.name
	}
}

func TestETag_none(t *testing.T) {
	h := graphqlServer(t, nil)
	for name, r := range map[string]*http.Request{
		"POST":            post(`{event(id:"1"){id}}`, nil),
		"a failing field": get("/graphql?query={broken}"),
		"a wrong query":   get("/graphql?query={x}"),
		"no query":        get("/graphql"),
	} {
		w := answer(h, with(r, "If-None-Match", "*"))
		if w.Code == http.StatusNotModified || w.Header().Get("ETag") != "" || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %v", name, w.Code, w.Header())
		}
	}
}
