package apitest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"demarche/internal/graphtest"
	"demarche/internal/httpd"
	"demarche/resolvers"
)

// A thousand ordinary events, each with a summary, participants and quoted sources, are one mutation of the editor's;
// of anybody else they are too much to read.
func TestMutation_thousand(t *testing.T) {
	const most = 1000
	s := graphtest.Shared(t)
	sum := sha256.Sum256([]byte(secret))
	editor, err := resolvers.ParseEditor(hex.EncodeToString(sum[:]))
	if err != nil {
		t.Fatal(err)
	}
	limits := httpd.DefaultLimits()
	limits.Timeout = 5 * time.Minute // the machine may be busy
	h := serveWithin(t, s, rootOf(t, s).EditedBy(editor), limits)
	send := func(token, query string, input []any) (int, string) {
		body, err := json.Marshal(map[string]any{"query": query, "variables": map[string]any{"in": input}})
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "http://localhost/graphql", bytes.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer "+token)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	source := func(i int) map[string]any {
		return map[string]any{
			"url": fmt.Sprintf("https://example.org/thousand/%d", i%50), "title": fmt.Sprintf("Report %d of an agency", i%50), "publisher": "An agency",
			"published": "2025-09-04", "reliability": "B", "quote": strings.TrimSpace(strings.Repeat("The two sides exchanged views in depth. ", 5)),
		}
	}
	people, actors := []any{}, []any{}
	for i := range 4 {
		id := fmt.Sprintf("official:thousand-%d", i)
		people = append(people, map[string]any{"id": id, "name": fmt.Sprintf("Thousand %d", i), "sources": []any{source(i)}})
		actors = append(actors, map[string]any{"actor": id, "roles": []any{"PARTICIPANT"}})
	}
	if status, text := send(secret, `mutation($in: [OfficialInput!]!) { upsertOfficials(input: $in) { created rejected } }`, people); status != 200 {
		t.Fatal(text)
	}
	events := make([]any, most)
	for i := range events {
		events[i] = map[string]any{
			"id": fmt.Sprintf("event:thousand-%d", i), "kind": "MEETING", "title": fmt.Sprintf("Meeting %d of two delegations", i),
			"summary": strings.TrimSpace(strings.Repeat("They spoke about trade, transport and the border. ", 16)), "date": fmt.Sprintf("%d-0%d-1%d", 1950+i%70, 1+i%9, i%10),
			"participants": actors[:2+i%3], "sources": []any{source(i), source(i + 1)},
		}
	}
	const write = `mutation($in: [EventInput!]!) { upsertEvents(input: $in) { created rejected items { id status field message } } }`
	if status, text := send(secret, write, events); status != 200 || !strings.Contains(text, `"created":1000,"rejected":0`) {
		t.Errorf("%d %.500s", status, text)
	}
	if status, text := send("", write, events); status != http.StatusRequestEntityTooLarge || !strings.Contains(text, "with the editor's token it may have 8388608") {
		t.Errorf("%d %.500s", status, text)
	}
	if status, text := send(secret, write, append(events, events[0])); status != 200 || !strings.Contains(text, "input: 1001 is too many, at most 1000 at once; send the rest in another mutation") {
		t.Errorf("%d %.500s", status, text)
	}
}
