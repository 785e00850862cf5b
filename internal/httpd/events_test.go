package httpd

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A heard is a client's end of a stream of events.
type heard struct {
	t     *testing.T
	lines *bufio.Scanner
}

func events(t *testing.T, url, query string) heard {
	t.Helper()
	return eventsIn(t.Context(), t, url, query)
}

func eventsIn(ctx context.Context, t *testing.T, to, query string) heard {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, to+"/graphql?query="+url.QueryEscape(query), nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "text/event-stream")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = answer.Body.Close() })
	if got := answer.Header.Get("Content-Type"); got != "text/event-stream; charset=utf-8" || answer.StatusCode != http.StatusOK {
		t.Fatalf("%d %s", answer.StatusCode, got)
	}
	return heard{t, bufio.NewScanner(answer.Body)}
}

// expect reads the lines of fields that begin so.
func (h heard) expect(beginnings ...string) {
	h.t.Helper()
	for _, want := range beginnings {
		if got := h.line(); !strings.HasPrefix(got, want) {
			h.t.Fatalf("%q, want %q", got, want)
		}
	}
}

func (h heard) line() string {
	for h.lines.Scan() {
		if text := h.lines.Text(); text != "" && text != ":" {
			return text
		}
	}
	return "cut off"
}

func TestEvents(t *testing.T) {
	_, url := streaming(t, 2, nil)
	events(t, url, `subscription{recorded{id}}`).expect(
		`event: next`, `data: {"data":{"recorded":{"id":"event:1"}}}`, `event: next`, `data: {"data":{"recorded":{"id":"event:2"}}}`)
	events(t, url, `{broken}`).expect(`event: next`, `data: {"errors":[{"message":"the database is away"}],"data":{"broken":null}}`, `event: complete`, `data:`, `cut off`)
	events(t, url, `{nothing}`).expect(`event: next`, `data: {"errors":[{"message":"Cannot query field`, `event: complete`)
}

func TestEvents_body(t *testing.T) {
	h := graphqlServer(t, func(c *Config) {
		c.Schema = newFakeSchema(t, fakeData{
			"event":    fakeData{"id": "event:1"},
			"recorded": func(_ context.Context, out chan<- any) { out <- fakeData{"id": "event:1"} },
		})
	})
	const subscription, query = `subscription{recorded{id}}`, `{event(id: 1){id}}`
	const next = ":\n\nevent: next\ndata: {\"data\":{\"recorded\":{\"id\":\"event:1\"}}}\n\nevent: complete\ndata:\n\n"
	for name, tt := range map[string]struct {
		request *http.Request
		status  int
		body    string
	}{
		"a subscription":              {with(post(subscription, nil), "Accept", "text/event-stream"), 200, next},
		"among others":                {with(post(subscription, nil), "Accept", "application/json, text/event-stream;q=0.1"), 200, next},
		"a query prefers JSON":        {with(post(query, nil), "Accept", "text/event-stream, application/json;q=0.1"), 200, `{"data":{"event":{"id":"event:1"}}}`},
		"a query by events":           {with(post(query, nil), "Accept", "text/event-stream"), 200, ":\n\nevent: next\ndata: {\"data\":{\"event\":{\"id\":\"event:1\"}}}\n\nevent: complete\ndata:\n\n"},
		"no events accepted":          {with(post(subscription, nil), "Accept", "application/json"), 400, ""},
		"anything accepted":           {with(post(subscription, nil), "Accept", "*/*"), 400, ""},
		"events are refused":          {with(post(subscription, nil), "Accept", "text/event-stream;q=0, application/json"), 400, ""},
		"a mutation by GET":           {with(get("/graphql?query="+url.QueryEscape(`mutation{rename(id: 1, title: "a"){id}}`)), "Accept", "text/event-stream"), 405, ""},
		"no JSON":                     {with(body("{"), "Accept", "text/event-stream"), 400, ""},
		"a single connection":         {with(request(http.MethodPut, "/graphql", ""), "Accept", "text/event-stream"), 405, ""},
		"pages of another site's own": {with(post(subscription, nil), "Accept", "text/event-stream", "Sec-Fetch-Site", "cross-site"), 403, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := answer(h, tt.request)
			if w.Code != tt.status {
				t.Errorf("%d %s, want %d", w.Code, w.Body, tt.status)
			}
			if tt.body == "" {
				if codeOf(t, w) == "" {
					t.Errorf("no error in %s", w.Body)
				}
				return
			}
			if d := cmp.Diff(tt.body, w.Body.String()); d != "" {
				t.Error(d)
			}
		})
	}
}

// A stream lasts longer than a server's limits, and shows that it lives.
func TestEvents_lasts(t *testing.T) {
	release := make(chan struct{})
	s := newTestServer(t, Config{Limits: func() Limits {
		l := DefaultLimits()
		l.KeepAlive = time.Millisecond
		return l
	}(), Schema: newFakeSchema(t, fakeData{"recorded": func(_ context.Context, out chan<- any) {
		<-release
		out <- fakeData{"id": "event:1"}
	}})})
	server := httptest.NewUnstartedServer(s.Handler())
	server.Config.ReadTimeout, server.Config.WriteTimeout = 50*time.Millisecond, 50*time.Millisecond
	server.Start()
	t.Cleanup(server.Close)
	began := time.Now()
	h := events(t, server.URL, `subscription{recorded{id}}`)
	for time.Since(began) < 200*time.Millisecond {
		if !h.lines.Scan() {
			t.Fatal("cut off")
		}
	}
	close(release)
	h.expect(`event: next`, `data: {"data":{"recorded":{"id":"event:1"}}}`, `event: complete`)
}

// A client that takes nothing is dropped; what it has not taken is not read for it.
func TestEvents_slow(t *testing.T) {
	produced := make(chan int, 1_000_000)
	s := newTestServer(t, Config{Limits: func() Limits {
		l := DefaultLimits()
		l.Taking = 50 * time.Millisecond
		return l
	}(), Schema: newFakeSchema(t, fakeData{"recorded": func(ctx context.Context, out chan<- any) {
		defer close(produced)
		for i := 0; ; i++ {
			select {
			case out <- fakeData{"id": strings.Repeat("x", 100_000)}:
				produced <- i
			case <-ctx.Done():
				return
			}
		}
	}})})
	server := httptest.NewServer(s.Handler())
	t.Cleanup(server.Close)
	events(t, server.URL, `subscription{recorded{id}}`)
	n := 0
	for range produced {
		n++
	}
	if n > 1000 {
		t.Errorf("%d answers were made for a client that takes none", n)
	}
}
