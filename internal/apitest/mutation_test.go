package apitest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph/store"
	"demarche/internal/graphtest"
	"demarche/resolvers"
)

const secret = "a token that is long enough"

// editable serves an empty graph that clients with the token may write to.
func editable(t *testing.T) http.Handler {
	t.Helper()
	s := graphtest.Fresh(t)
	return editing(t, s)
}

// editing serves a graph that clients with the token may write to.
func editing(t *testing.T, s *store.Store) http.Handler {
	t.Helper()
	sum := sha256.Sum256([]byte(secret))
	editor, err := resolvers.ParseEditor(hex.EncodeToString(sum[:]))
	if err != nil {
		t.Fatal(err)
	}
	return serveRoot(t, s, rootOf(t, s).EditedBy(editor))
}

// as asks with the editor's token and returns the data, without errors.
func as(t *testing.T, h http.Handler, query string, variables map[string]any) string {
	t.Helper()
	a, text := postAs(t, h, secret, query, variables)
	if len(a.Errors) > 0 {
		t.Fatalf("%s\nanswered %s", query, text)
	}
	return string(a.Data)
}

func TestMutation_token(t *testing.T) {
	const write = `mutation { upsertOfficials(input: [{name: "Ann", sources: [{title: "A report"}]}]) { created } }`
	h := editable(t)
	for name, tt := range map[string]struct {
		handler           http.Handler
		token, code, says string
	}{
		"no token":               {h, "", "UNAUTHENTICATED", "no token was sent"},
		"another token":          {h, "guessed", "UNAUTHENTICATED", "the token that was sent is not the editor's"},
		"a server without token": {handler(t), secret, "FORBIDDEN", "read-only"},
	} {
		t.Run(name, func(t *testing.T) {
			a, text := postAs(t, tt.handler, tt.token, write, nil)
			if len(a.Errors) != 1 || a.Errors[0].code() != tt.code || !strings.Contains(a.Errors[0].Message, tt.says) {
				t.Errorf("%s, want %s", text, tt.code)
			}
		})
	}
	if got, want := as(t, h, write, nil), `{"upsertOfficials":{"created":1}}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestParseEditor_bad(t *testing.T) {
	for _, text := range []string{"secret", "abcd", "zz"} {
		if _, err := resolvers.ParseEditor(text); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

func TestMutation(t *testing.T) {
	h := editable(t)
	const result = "{ created updated unchanged rejected items { id status field message node { __typename id } } }"
	source := []map[string]any{{"url": "https://example.org/a", "title": "A", "quote": "They met."}}
	officials := map[string]any{"in": []any{
		map[string]any{"name": "Ann", "wikidata": "Q1", "sources": source},
		map[string]any{"name": "Bob", "sources": source},
		map[string]any{"name": "", "id": "official:nameless", "sources": source},
		map[string]any{"name": "Cho", "id": "official:cho", "country": "PRK", "sources": source}, // there is no such country here
	}}
	got := as(t, h, "mutation($in: [OfficialInput!]!) { upsertOfficials(input: $in) "+result+"}", officials)
	want := `{"upsertOfficials":{"created":2,"updated":0,"unchanged":0,"rejected":2,"items":[` +
		`{"id":"official:Q1","status":"CREATED","field":null,"message":null,"node":{"__typename":"Official","id":"official:Q1"}},` +
		`{"id":"official:n-` + bob + `","status":"CREATED","field":null,"message":null,"node":{"__typename":"Official","id":"official:n-` + bob + `"}},` +
		`{"id":"official:nameless","status":"REJECTED","field":"name","message":"it is empty or has blanks around it","node":null},` +
		`{"id":"official:cho","status":"REJECTED","field":"country","message":"it refers to country:PRK, which is neither in the graph nor in the batch","node":null}]}}`
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}

	events := `mutation($title: String!) { upsertEvents(input: [{id: "event:talks", kind: MEETING, title: $title, date: "2025-09-04",
		participants: [{actor: "official:Q1", roles: [HOST]}], sources: [{title: "A report"}]}]) { created updated unchanged rejected } }`
	for _, step := range []struct{ title, want string }{
		{"Talks", `{"upsertEvents":{"created":1,"updated":0,"unchanged":0,"rejected":0}}`},
		{"Talks", `{"upsertEvents":{"created":0,"updated":0,"unchanged":1,"rejected":0}}`},
		{"Long talks", `{"upsertEvents":{"created":0,"updated":1,"unchanged":0,"rejected":0}}`},
	} {
		if got := as(t, h, events, map[string]any{"title": step.title}); got != step.want {
			t.Errorf("%s, want %s", got, step.want)
		}
	}
	if got, want := as(t, h, `{ event(id: "event:talks") { title revision revisions { number changes { field before after } } participants { actor { name } } } }`, nil),
		`{"event":{"title":"Long talks","revision":2,"revisions":[{"number":1,"changes":[{"field":"title","before":"Talks","after":"Long talks"}]}],"participants":[{"actor":{"name":"Ann"}}]}}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}

	links := `mutation { linkEvents(input: [{from: "event:talks", to: "event:talks", sources: [{title: "A report"}]}, {from: "event:talks", to: "event:none", sources: [{title: "A report"}]}]) { rejected items { status field } } }`
	if got, want := as(t, h, links, nil), `{"linkEvents":{"rejected":2,"items":[{"status":"REJECTED","field":"to"},{"status":"REJECTED","field":"to"}]}}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

const bob = "7a4f818287c360ae6f89"

func TestMutation_figures(t *testing.T) {
	h := editable(t)
	as(t, h, `mutation { upsertEvents(input: []) { created } }`, nil)
	figure := map[string]any{
		"reporter": "CN", "partner": "PRK", "flow": "EXPORT", "commodity": "1507", "edition": "2022", "frequency": "MONTHLY", "publisher": "gacc",
		"period": "2025-09", "value": "1.50", "sources": []any{map[string]any{"title": "A release"}},
	}
	write := func() (out struct {
		Upsert struct {
			Items []struct{ Status, Field, Message string }
		} `json:"upsertTradeFigures"`
	},
	) {
		t.Helper()
		text := as(t, h, "mutation($in: [TradeFigureInput!]!) { upsertTradeFigures(input: $in) { items { status field message } } }", map[string]any{"in": []any{figure}})
		if err := json.Unmarshal([]byte(text), &out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	if got := write().Upsert.Items[0]; got.Status != "REJECTED" {
		t.Errorf("%+v: the countries are not there", got)
	}
	figure["value"] = "one"
	if got := write().Upsert.Items[0]; got.Status != "REJECTED" || got.Field != "value" {
		t.Errorf("%+v", got)
	}
}
