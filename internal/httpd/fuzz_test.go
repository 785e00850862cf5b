package httpd

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// fine fails the test if the answer to r is not JSON or is a server error.
func fine(t *testing.T, h http.Handler, r *http.Request) {
	t.Helper()
	w := answer(h, r)
	if w.Code >= http.StatusInternalServerError || !json.Valid(w.Body.Bytes()) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func FuzzBody(f *testing.F) {
	for _, text := range []string{
		`{"query":"{event(id:1){id}}"}`, `{"query":"query Q($i:ID!){event(id:$i){id}}","variables":{"i":1e99},"operationName":"Q"}`,
		`{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}`, `[{"query":"{broken}"}]`, `{"query":7}`, `{} {}`, `null`, ` `,
		`{"query":"{__schema{types{name}}}","variables":null,"extensions":null}`, "\ufeff{}",
	} {
		f.Add(text)
	}
	h := graphqlServer(f, nil)
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "panics") { // a field that does
			t.Skip()
		}
		fine(t, h, body(text))
	})
}

func FuzzURL(f *testing.F) {
	for _, text := range []string{
		"query={event(id:1){id}}", "query=query($i:ID!){event(id:$i){id}}&variables={%22i%22:1}", "query=%zz", "query=a;b", "query=mutation{x}",
		"extensions={%22persistedQuery%22:{%22version%22:1,%22sha256Hash%22:%2200%22}}", "variables=7&query={broken}", "query={broken}&operationName=A",
	} {
		f.Add(text)
	}
	h := graphqlServer(f, nil)
	f.Fuzz(func(t *testing.T, text string) {
		r := get("/graphql")
		r.URL.RawQuery = text
		if strings.Contains(r.URL.Query().Get("query"), "panics") {
			t.Skip()
		}
		fine(t, h, r)
	})
}

// What is sent was asked for.
func FuzzAccept(f *testing.F) {
	for _, text := range []string{
		"", "*/*", "application/*;q=0.5", "application/json", "application/graphql-response+json;q=NaN, */*", "gzip;q=0.5, zstd", "identity;q=0", "a/b;c=\"", ",;,",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		lower := strings.ToLower(text)
		media, ok := negotiate([]string{text})
		if ok && strings.TrimSpace(text) != "" && !strings.Contains(lower, string(media)) && !strings.Contains(lower, "*") {
			t.Errorf("%q: %s", text, media)
		}
		c := codingFor(with(get("/"), "Accept-Encoding", text), worthCoding)
		if !slices.Contains([]coding{codingNone, codingGzip, codingZstd}, c) ||
			(c != codingNone && !strings.Contains(lower, string(c))) {
			t.Errorf("%q: %s", text, c)
		}
	})
}
