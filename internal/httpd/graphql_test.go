package httpd

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

const (
	jsonType    = "application/json; charset=utf-8"
	graphqlType = "application/graphql-response+json; charset=utf-8"
)

func graphqlServer(t testing.TB, change func(*Config)) http.Handler {
	t.Helper()
	c := Config{Schema: newFakeSchema(t, fakeData{
		"event":  fakeData{"id": "event:1", "title": "<Kim & Xi>"},
		"broken": errors.New("the database is away"),
		"panics": func(context.Context) (any, error) { panic("a mistake") },
	})}
	if change != nil {
		change(&c)
	}
	return newTestServer(t, c).Handler()
}

func answer(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func request(method, path, body string) *http.Request {
	return httptest.NewRequestWithContext(context.Background(), method, "http://localhost"+path, strings.NewReader(body))
}

func get(path string) *http.Request { return request(http.MethodGet, path, "") }

func body(text string) *http.Request {
	return with(request(http.MethodPost, "/graphql", text), "Content-Type", "application/json")
}

// with sets headers: names, each before its value.
func with(r *http.Request, headers ...string) *http.Request {
	for pair := range slices.Chunk(headers, 2) {
		r.Header.Set(pair[0], pair[1])
	}
	return r
}

func TestGraphQL(t *testing.T) {
	const event = `{event(id:"1"){id}}`
	const data = `{"data":{"event":{"id":"event:1"}}}`
	asked := func(query string) string { return "/graphql?" + url.Values{"query": {query}}.Encode() }
	cases := map[string]struct {
		request *http.Request
		status  int
		code    string
		body    string // exactly; not looked at where empty
	}{
		"POST":                   {request: post(event, nil), status: 200, body: data},
		"GET":                    {request: get(asked(event)), status: 200, body: data},
		"data goes out as it is": {request: post(`{event(id:"1"){title}}`, nil), status: 200, body: `{"data":{"event":{"title":"\u003cKim \u0026 Xi\u003e"}}}`},
		"a field fails": {
			request: post(`{broken event(id:"1"){id}}`, nil), status: 200,
			body: `{"errors":[{"message":"the database is away"}],"data":{"broken":null,"event":{"id":"event:1"}}}`,
		},
		"variables by GET": {
			request: get("/graphql?" + url.Values{"query": {`query Q($i:ID!){event(id:$i){id}}`}, "variables": {`{"i":"1"}`}}.Encode()),
			status:  200, body: data,
		},
		"the named operation":         {request: body(`{"query":"query A{broken} query B{event(id:1){id}}","operationName":"B"}`), status: 200, body: data},
		"no such operation":           {request: body(`{"query":"query A{broken}","operationName":"B"}`), status: 200, code: codeBadRequest},
		"two operations, none named":  {request: body(`{"query":"query A{broken} query B{broken}"}`), status: 200, code: codeBadRequest},
		"mutation by POST":            {request: post(`mutation{rename(id:1,title:"x"){id}}`, nil), status: 200, body: `{"data":{"rename":null}}`},
		"mutation by GET":             {request: get(asked(`mutation{rename(id:1,title:"x"){id}}`)), status: 405, code: codeMethod},
		"subscription":                {request: post(`subscription{recorded{id}}`, nil), status: 400, code: codeBadRequest},
		"bad syntax":                  {request: post(`{`, nil), status: 200, code: "GRAPHQL_PARSE_FAILED"},
		"bad syntax, the new type":    {request: with(post(`{`, nil), "Accept", string(mediaGraphQL)), status: 400, code: "GRAPHQL_PARSE_FAILED"},
		"an Int too long":             {request: post(`{event(id:"1"){... on Event {timeline(first: 2147483648){totalCount}}}}`, nil), status: 200, code: "GRAPHQL_VALIDATION_FAILED"},
		"an Int too low":              {request: post(`{timeline(first: -2147483649){totalCount}}`, nil), status: 200, code: "GRAPHQL_VALIDATION_FAILED"},
		"unknown field, the new type": {request: with(post(`{x}`, nil), "Accept", string(mediaGraphQL)), status: 400, code: "GRAPHQL_VALIDATION_FAILED"},
		"too complex, the new type": {
			request: with(post(`{timeline(first:1000){nodes{participants(first:1000){id}}}}`, nil), "Accept", string(mediaGraphQL)),
			status:  400, code: codeTooComplex,
		},
		"a failing field, the new type": {request: with(post(`{broken}`, nil), "Accept", string(mediaGraphQL)), status: 200},
		"half of a character":           {request: body(`{"query":"{slow}","variables":{"a":"\ud83d"}}`), status: 400, code: codeBadRequest, body: `{"errors":[{"message":"a text holds half of a surrogate pair, such as \\ud83d: write both halves, or the character itself","extensions":{"code":"BAD_REQUEST"}}]}`},
		"no JSON":                       {request: body(`{"secret`), status: 400, code: codeBadRequest, body: `{"errors":[{"message":"the body is not a JSON object","extensions":{"code":"BAD_REQUEST"}}]}`},
		"JSON and more":                 {request: body(`{"query":"{broken}"} {}`), status: 400, code: codeBadRequest},
		"no object":                     {request: body(`"x"`), status: 400, code: codeBadRequest},
		"a batch":                       {request: body(` [{"query":"{broken}"}]`), status: 400, code: codeBadRequest},
		"no query":                      {request: body(`{}`), status: 400, code: codeBadRequest},
		"a number for a query": {
			request: body(`{"query":7}`), status: 400, code: codeBadRequest,
			body: `{"errors":[{"message":"query is a JSON number: give a string","extensions":{"code":"BAD_REQUEST"}}]}`,
		},
		"a text for variables": {
			request: body(`{"query":"{broken}","variables":"x"}`), status: 400, code: codeBadRequest,
			body: `{"errors":[{"message":"variables is a JSON string: give an object","extensions":{"code":"BAD_REQUEST"}}]}`,
		},
		"no body":                       {request: body(``), status: 400, code: codeBadRequest},
		"no query by GET":               {request: get("/graphql"), status: 400, code: codeBadRequest},
		"bad variables by GET":          {request: get(asked(event) + "&variables=7"), status: 400, code: codeBadRequest},
		"bad extensions by GET":         {request: get(asked(event) + "&extensions=["), status: 400, code: codeBadRequest},
		"a form":                        {request: with(body("query=x"), "Content-Type", "application/x-www-form-urlencoded"), status: 415, code: codeBadMediaType},
		"plain text":                    {request: with(post(event, nil), "Content-Type", "text/plain"), status: 415, code: codeBadMediaType},
		"another charset":               {request: with(post(event, nil), "Content-Type", "application/json; charset=utf-16"), status: 415, code: codeBadMediaType},
		"compressed":                    {request: with(post(event, nil), "Content-Encoding", "gzip"), status: 415, code: codeBadMediaType},
		"too long":                      {request: body(`{"query":"{broken}","x":"` + strings.Repeat("x", 1<<20) + `"}`), status: 413, code: codeBodyTooLarge},
		"no type we have":               {request: with(post(event, nil), "Accept", "text/html"), status: 406, code: codeNotAcceptable},
		"PUT":                           {request: request(http.MethodPut, "/graphql", ""), status: 405, code: codeMethod},
		"another site":                  {request: with(post(event, nil), "Sec-Fetch-Site", "cross-site"), status: 403, code: codeCrossSite},
		"another site by GET":           {request: with(get(asked(event)), "Sec-Fetch-Site", "cross-site"), status: 403, code: codeCrossSite},
		"another port":                  {request: with(post(event, nil), "Sec-Fetch-Site", "same-site"), status: 403, code: codeCrossSite},
		"an old browser's other origin": {request: with(post(event, nil), "Origin", "http://evil.example"), status: 403, code: codeCrossSite},
		"a page without origin":         {request: with(post(event, nil), "Origin", "null"), status: 403, code: codeCrossSite},
		"our own page":                  {request: with(post(event, nil), "Sec-Fetch-Site", "same-origin", "Origin", "http://localhost"), status: 200, body: data},
		"our own page, an old browser":  {request: with(post(event, nil), "Origin", "http://localhost"), status: 200, body: data},
		"the address bar":               {request: with(get(asked(event)), "Sec-Fetch-Site", "none"), status: 200, body: data},
	}
	h := graphqlServer(t, nil)
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := answer(h, c.request)
			if w.Code != c.status {
				t.Errorf("status %d, want %d: %s", w.Code, c.status, w.Body)
			}
			if c.code != "" && c.code != codeOf(t, w) {
				t.Errorf("code %q, want %q", codeOf(t, w), c.code)
			}
			if diff := cmp.Diff(c.body, w.Body.String()); c.body != "" && diff != "" {
				t.Error(diff)
			}
			if got, want := w.Header().Get("Content-Length"), fmt.Sprint(w.Body.Len()); got != want {
				t.Errorf("Content-Length %q, want %q", got, want)
			}
		})
	}
}

func TestNegotiate(t *testing.T) {
	cases := map[string]string{
		"":                 jsonType,
		"*/*":              jsonType,
		"application/*":    jsonType,
		"application/json": jsonType,
		"text/html, */*":   jsonType,
		"text/html,application/xml;q=0.9,*/*;q=0.8":                          jsonType,
		"application/graphql-response+json":                                  graphqlType,
		"application/graphql-response+json; charset=utf-8, application/json": graphqlType,
		"application/json, application/graphql-response+json":                graphqlType,
		"application/json, application/graphql-response+json;q=0.9":          jsonType,
		"application/json;q=0.4, application/graphql-response+json;q=0.5":    graphqlType,
		"*/*, application/graphql-response+json":                             graphqlType,
		"*/*, application/graphql-response+json;q=0.1":                       jsonType,
		"application/json;q=0, */*":                                          graphqlType,
		"application/graphql-response+json;q=0, */*;q=0.1":                   jsonType,
		"APPLICATION/JSON;Q=0.5":                                             jsonType,
		"text/html":                                                          "406",
		"application/json;q=0":                                               "406",
		"application/json;q=NaN":                                             "406",
		"application/json;q=2":                                               "406",
		"image/*, text/*":                                                    "406",
	}
	h := graphqlServer(t, nil)
	for accept, want := range cases {
		t.Run(accept, func(t *testing.T) {
			r := post("{__typename}", nil)
			if accept != "" {
				r.Header.Set("Accept", accept)
			}
			w := answer(h, r)
			got := w.Header().Get("Content-Type")
			if w.Code != http.StatusOK {
				got = fmt.Sprint(w.Code)
			}
			if got != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
}

func TestGraphQL_timeout(t *testing.T) {
	h := graphqlServer(t, func(c *Config) {
		c.AroundRequest = func(ctx context.Context, _ string) context.Context {
			ctx, cancel := context.WithTimeout(ctx, 0)
			t.Cleanup(cancel)
			return ctx
		}
	})
	w := answer(h, post("{__typename}", nil))
	if w.Code != http.StatusGatewayTimeout || codeOf(t, w) != codeTimeout {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// A mutation that takes too long is not told to ask for less, on any transport.
func TestGraphQL_timeoutAdvice(t *testing.T) {
	limits := DefaultLimits()
	limits.Timeout = 1
	s := newTestServer(t, Config{Limits: limits, Schema: newFakeSchema(t, nil)})
	server := httptest.NewServer(s.Handler())
	t.Cleanup(server.Close)
	for document, want := range map[string]string{
		"{__typename}":         "the query took longer than 1ns: ask for less",
		"mutation{__typename}": "the mutation took longer than 1ns: try again later",
	} {
		socket := greeted(t, server.URL)
		socket.send(subscribeTo("1", document))
		for transport, got := range map[string]string{
			"POST":      answer(s.Handler(), post(document, nil)).Body.String(),
			"events":    answer(s.Handler(), with(post(document, nil), "Accept", mediaEvents)).Body.String(),
			"WebSocket": socket.read(),
		} {
			if !strings.Contains(got, want) {
				t.Errorf("%s over %s: %s", document, transport, got)
			}
		}
	}
}

func TestGraphQL_hooks(t *testing.T) {
	type key struct{}
	h := graphqlServer(t, func(c *Config) {
		c.Schema = newFakeSchema(t, fakeData{"slow": func(ctx context.Context) (any, error) {
			return nil, fmt.Errorf("with %v", ctx.Value(key{}))
		}})
		c.AroundRequest = func(ctx context.Context, _ string) context.Context { return context.WithValue(ctx, key{}, "loaders") }
		c.ErrorPresenter = func(_ context.Context, err error) *gqlerror.Error {
			return &gqlerror.Error{Message: "presented: " + err.Error(), Extensions: map[string]any{"code": "INTERNAL"}}
		}
	})
	want := `{"errors":[{"message":"presented: input: with loaders","extensions":{"code":"INTERNAL"}}],"data":{"slow":null}}`
	if diff := cmp.Diff(want, answer(h, post("{slow}", nil)).Body.String()); diff != "" {
		t.Error(diff)
	}
}

// The data of a repeated query comes from the cached document, and its variables are its own.
func TestGraphQL_cached(t *testing.T) {
	h := graphqlServer(t, nil)
	query := `query($n:Int){timeline(first:$n){nodes{participants(first:1000){id}}}}`
	for _, c := range []struct {
		rows int
		code string
	}{{10, ""}, {1000, codeTooComplex}, {10, ""}} {
		w := answer(h, post(query, map[string]any{"n": c.rows}))
		if got := codeOf(t, w); got != c.code {
			t.Errorf("%d rows: code %q, want %q", c.rows, got, c.code)
		}
	}
}
