package httpd

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseOrigins(t *testing.T) {
	good := map[string]string{
		"https://maps.example.org": "https://maps.example.org",
		" http://LocalHost:5173 ":  "http://localhost:5173",
		"https://a.example:443":    "https://a.example",
		"http://a.example:80":      "http://a.example",
		"http://a.example:443":     "http://a.example:443",
		"http://[::1]:3000":        "http://[::1]:3000",
	}
	for text, want := range good {
		if o, err := ParseOrigins([]string{text}); err != nil || !slices.Equal(o.named, []string{want}) {
			t.Errorf("%q: %v, %v", text, o.named, err)
		}
	}
	bad := map[string]string{
		"":                        "http://",
		"null":                    "http://",
		"maps.example.org":        "http://",
		"localhost:5173":          "http://",
		"file:///home":            "http://",
		"https://":                "no host",
		"https://a.example:":      "without a port",
		"https://a.example:x":     "not an address",
		"https://a.example/":      "final slash",
		"https://a.example/map":   "a path",
		"https://a.example?x":     "more than scheme",
		"https://a.example#":      "more than scheme",
		"https://me@a.example":    "more than scheme",
		"https://*.example.org":   "wildcard",
		"https://www.müller.test": "xn--",
	}
	for text, want := range bad {
		_, err := ParseOrigins([]string{"https://good.example", text})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), text) {
			t.Errorf("%q: %v, want one of %q", text, err, want)
		}
	}
	if _, err := ParseOrigins([]string{"*", "https://a.example"}); err == nil || !strings.Contains(err.Error(), "stands alone") {
		t.Error(err)
	}
}

const friend = "https://maps.example.org"

// crossing is a server that lets the pages of those origins ask.
func crossing(t *testing.T, origins ...string) http.Handler {
	t.Helper()
	o, err := ParseOrigins(origins)
	if err != nil {
		t.Fatal(err)
	}
	return graphqlServer(t, func(c *Config) { c.Origins, c.SDL = o, "type Query { a: Int }" })
}

func TestOrigins_answers(t *testing.T) {
	const event, schema = `/graphql?query={event(id:"1"){id}}`, "/schema.graphql"
	cases := map[string]struct {
		allowed, path, origin, site string
		status                      int
		shown                       string // Access-Control-Allow-Origin
	}{
		"an allowed page":             {friend, event, friend, "cross-site", 200, friend},
		"an old browser's":            {friend, event, friend, "", 200, friend},
		"the schema":                  {friend, schema, friend, "cross-site", 200, friend},
		"another page":                {friend, event, "https://evil.example", "cross-site", 403, ""},
		"a longer name":               {friend, event, friend + ".evil.example", "cross-site", 403, ""},
		"a part of the name":          {friend, event, "https://example.org", "cross-site", 403, ""},
		"another scheme":              {friend, event, "http://maps.example.org", "cross-site", 403, ""},
		"another port":                {friend, event, friend + ":8443", "cross-site", 403, ""},
		"no origin of its own":        {friend, event, "null", "cross-site", 403, ""},
		"a picture, without origin":   {friend, event, "", "cross-site", 403, ""},
		"not a browser":               {friend, event, "", "", 200, ""},
		"our own page":                {friend, event, "http://localhost", "same-origin", 200, ""},
		"nobody is allowed":           {"", event, friend, "cross-site", 403, ""},
		"the schema, nobody":          {"", schema, friend, "cross-site", 200, ""},
		"everybody":                   {"*", event, "https://evil.example", "cross-site", 200, "*"},
		"everybody, a sandbox":        {"*", event, "null", "cross-site", 200, "*"},
		"everybody, without origin":   {"*", event, "", "cross-site", 403, ""},
		"what is for operators alone": {"*", "/metrics", friend, "cross-site", 200, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var allowed []string
			if c.allowed != "" {
				allowed = append(allowed, c.allowed)
			}
			r := get(c.path)
			for header, value := range map[string]string{"Origin": c.origin, "Sec-Fetch-Site": c.site} {
				if value != "" {
					r.Header.Set(header, value)
				}
			}
			w := answer(crossing(t, allowed...), r)
			if got := w.Header().Get("Access-Control-Allow-Origin"); w.Code != c.status || got != c.shown {
				t.Errorf("%d, shown to %q; want %d, %q", w.Code, got, c.status, c.shown)
			}
			if got := w.Header().Get("Access-Control-Allow-Credentials"); got != "" {
				t.Errorf("credentials: %s", got)
			}
			policy := "same-origin"
			if c.shown != "" {
				policy = "cross-origin"
			}
			if got := w.Header().Get("Cross-Origin-Resource-Policy"); got != policy {
				t.Errorf("policy %s, want %s", got, policy)
			}
			varies := slices.Contains(w.Header().Values("Vary"), "Origin")
			if want := c.allowed != "" && c.path != "/metrics"; varies != want {
				t.Errorf("Vary: %v", w.Header().Values("Vary"))
			}
		})
	}
	r := with(get(event), "Sec-Fetch-Site", "cross-site")
	r.Header["Origin"] = []string{friend, friend}
	if w := answer(crossing(t, friend), r); w.Code != http.StatusForbidden || w.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("two origins: %d %v", w.Code, w.Header())
	}
}

func TestOrigins_exposed(t *testing.T) {
	h := crossing(t, friend)
	first := answer(h, with(get("/schema.graphql"), "Origin", friend))
	again := answer(h, with(get("/schema.graphql"), "Origin", friend, "If-None-Match", first.Header().Get("ETag")))
	if again.Code != http.StatusNotModified {
		t.Errorf("status %d", again.Code)
	}
	for _, w := range []http.Header{first.Header(), again.Header()} {
		want := "Etag, X-Request-Id, Retry-After, Content-Disposition"
		if diff := cmp.Diff(want, w.Get("Access-Control-Expose-Headers")); diff != "" {
			t.Error(diff)
		}
	}
	refused := answer(h, with(body("{"), "Origin", friend, "Sec-Fetch-Site", "cross-site"))
	if refused.Code != 400 || refused.Header().Get("Access-Control-Allow-Origin") != friend {
		t.Errorf("a page cannot read why it was refused: %d %v", refused.Code, refused.Header())
	}
	unknown := with(get("/schema.graphql"), "Origin", friend)
	unknown.Host = "evil.example"
	if w := answer(h, unknown); w.Code != http.StatusMisdirectedRequest || w.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("under another name: %d %v", w.Code, w.Header())
	}
}

func TestOrigins_preflight(t *testing.T) {
	cases := map[string]struct {
		allowed, path, origin, method, headers string
		status                                 int
		shown                                  string // Access-Control-Allow-Origin
	}{
		"a query":                  {friend, "/graphql", friend, "POST", "content-type", 204, friend},
		"a token":                  {friend, "/graphql", friend, "POST", "authorization,content-type", 204, friend},
		"Apollo's":                 {friend, "/graphql", friend, "POST", "apollo-require-preflight,apollographql-client-name,content-type,x-request-id", 204, friend},
		"the schema":               {friend, "/schema.graphql", friend, "GET", "if-none-match", 204, friend},
		"an export":                {friend, "/export/map.gexf", friend, "GET", "x-request-id", 204, friend},
		"another page":             {friend, "/graphql", "https://evil.example", "POST", "content-type", 204, ""},
		"another method":           {friend, "/graphql", friend, "DELETE", "", 204, ""},
		"another header":           {friend, "/graphql", friend, "POST", "content-type,x-forwarded-for", 204, ""},
		"everybody":                {"*", "/graphql", "https://evil.example", "POST", "content-type", 204, "*"},
		"everybody, with a token":  {"*", "/graphql", "https://evil.example", "POST", "authorization,content-type", 204, ""},
		"what nobody else may ask": {friend, "/metrics", friend, "GET", "x-request-id", 405, ""},
		"nobody is allowed":        {"", "/graphql", friend, "POST", "content-type", 403, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var allowed []string
			if c.allowed != "" {
				allowed = append(allowed, c.allowed)
			}
			r := with(request(http.MethodOptions, c.path, ""), "Origin", c.origin, "Sec-Fetch-Site", "cross-site",
				"Access-Control-Request-Method", c.method)
			if c.headers != "" {
				r.Header.Set("Access-Control-Request-Headers", c.headers)
			}
			w := answer(crossing(t, allowed...), r)
			h := w.Header()
			if w.Code != c.status || h.Get("Access-Control-Allow-Origin") != c.shown {
				t.Errorf("%d %v", w.Code, h)
			}
			if got := h.Get("Access-Control-Allow-Credentials"); got != "" {
				t.Errorf("credentials: %s", got)
			}
			want := map[string]string{}
			if c.shown != "" {
				want = map[string]string{"Methods": c.method, "Headers": c.headers, "Max-Age": "7200"}
			}
			got := map[string]string{}
			for key, header := range map[string]string{"Methods": "Allow-Methods", "Headers": "Allow-Headers", "Max-Age": "Max-Age"} {
				if value := h.Get("Access-Control-" + header); value != "" {
					got[key] = value
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if c.status == 204 && !strings.Contains(strings.Join(h.Values("Vary"), ", "), "Origin") {
				t.Errorf("Vary: %v", h.Values("Vary"))
			}
		})
	}
}
