package httpd

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// persisted is a request with a hash, by POST or by GET, with the query unless that is empty.
func persisted(method, hash, query string) *http.Request {
	extension := map[string]any{"persistedQuery": map[string]any{"version": 1, "sha256Hash": hash}}
	if method == http.MethodPost {
		text, _ := json.Marshal(map[string]any{"query": query, "extensions": extension})
		return body(string(text))
	}
	text, _ := json.Marshal(extension)
	return get("/graphql?" + url.Values{"query": {query}, "extensions": {string(text)}}.Encode())
}

func hashText(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func TestPersistedQueries(t *testing.T) {
	const query = `{event(id:"1"){id}}`
	const data = `{"data":{"event":{"id":"event:1"}}}`
	const unknown = `{"errors":[{"message":"PersistedQueryNotFound","extensions":{"code":"PERSISTED_QUERY_NOT_FOUND"}}]}`
	hash := hashText(query)
	for _, method := range []string{http.MethodPost, http.MethodGet} {
		t.Run(method, func(t *testing.T) {
			h := graphqlServer(t, nil)
			for _, step := range []struct {
				hash, query string
				status      int
				want        string
			}{
				{hash, "", 200, unknown},
				{hash, `{broken}`, 400, codeBadRequest},
				{hash, "", 200, unknown},
				{hash, query, 200, data},
				{hash, "", 200, data},
				{hash, query, 200, data},
				{strings.Repeat("0", 64), "", 200, unknown},
			} {
				w := answer(h, persisted(method, step.hash, step.query))
				if w.Code != step.status || !strings.Contains(w.Body.String(), step.want) {
					t.Errorf("%.8s %q: %d %s", step.hash, step.query, w.Code, w.Body)
				}
			}
			w := answer(h, with(persisted(method, hashText("x"), ""), "Accept", string(mediaGraphQL)))
			if w.Code != 400 || codeOf(t, w) != codePersistedQuery || w.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("%d %s", w.Code, w.Body)
			}
		})
	}
}

// Only what can run is kept, and nothing long.
func TestPersistedQueries_notKept(t *testing.T) {
	for name, query := range map[string]string{
		"does not parse": "{", "does not validate": "{x}", "costs too much": "{timeline(first:1000){nodes{participants(first:1000){id}}}}",
		"a flood": "{" + strings.Repeat("broken ", 1_000) + "}", "long": "{broken}#" + strings.Repeat("x", cachedTextBytes),
	} {
		h := graphqlServer(t, nil)
		answer(h, persisted(http.MethodPost, hashText(query), query))
		if w := answer(h, persisted(http.MethodPost, hashText(query), "")); codeOf(t, w) != codePersistedQuery {
			t.Errorf("%s: %s", name, w.Body)
		}
	}
}

func TestPersistedQueries_malformed(t *testing.T) {
	h := graphqlServer(t, nil)
	for _, extension := range []string{
		`null`, `7`, `{}`, `{"version":1}`, `{"version":2,"sha256Hash":"x"}`, `{"version":"1","sha256Hash":"x"}`, `{"version":1,"sha256Hash":7}`,
	} {
		w := answer(h, body(`{"query":"{broken}","extensions":{"persistedQuery":`+extension+`}}`))
		if w.Code != 400 || codeOf(t, w) != codeBadRequest {
			t.Errorf("%s: %d %s", extension, w.Code, w.Body)
		}
	}
}
