package httpd

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
)

func newTestServer(t testing.TB, c Config) *Server {
	t.Helper()
	if c.Schema == nil {
		c.Schema = newFakeSchema(t, nil)
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Addr == "" {
		c.Addr = "127.0.0.1:0"
	}
	s, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// post is a GraphQL request by POST.
func post(query string, variables map[string]any) *http.Request {
	text, _ := json.Marshal(map[string]any{"query": query, "variables": variables})
	return body(string(text))
}

// codeOf is the code of an answer's first error, empty where there is none.
func codeOf(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	var answer struct {
		Errors []struct {
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatalf("no JSON: %v in %.300s", err, w.Body)
	}
	if len(answer.Errors) == 0 {
		return ""
	}
	return answer.Errors[0].Extensions.Code
}
