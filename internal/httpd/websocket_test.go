package httpd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// streaming serves a fake schema whose subscription sends the numbers from 1 to n, and then stays.
func streaming(t *testing.T, n int, change func(*Config)) (*Server, string) {
	t.Helper()
	c := Config{Limits: DefaultLimits(), Schema: newFakeSchema(t, fakeData{
		"event":  fakeData{"id": "event:1"},
		"broken": errors.New("the database is away"),
		"slow":   func(ctx context.Context) (any, error) { <-ctx.Done(); return nil, ctx.Err() },
		"recorded": func(ctx context.Context, out chan<- any) {
			for i := range n {
				select {
				case out <- fakeData{"id": fmt.Sprint("event:", i+1)}:
				case <-ctx.Done():
					return
				}
			}
			<-ctx.Done()
		},
	})}
	if change != nil {
		change(&c)
	}
	s := newTestServer(t, c)
	server := httptest.NewServer(s.Handler())
	t.Cleanup(server.Close)
	return s, server.URL
}

// A peer is a client's end of a WebSocket.
type peer struct {
	*websocket.Conn
	t *testing.T
}

func dial(t *testing.T, url string, options *websocket.DialOptions) (peer, *http.Response, error) {
	t.Helper()
	if options == nil {
		options = &websocket.DialOptions{Subprotocols: []string{subprotocol}}
	}
	conn, answer, err := websocket.Dial(t.Context(), url+"/graphql", options)
	if err == nil {
		t.Cleanup(func() { _ = conn.CloseNow() })
	}
	return peer{conn, t}, answer, err
}

func connected(t *testing.T, url string) peer {
	t.Helper()
	p, _, err := dial(t, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func greeted(t *testing.T, url string) peer {
	t.Helper()
	p := connected(t, url)
	p.send(`{"type":"connection_init"}`)
	p.expect(`{"type":"connection_ack"}`)
	return p
}

func (p peer) send(texts ...string) {
	p.t.Helper()
	for _, text := range texts {
		if err := p.Write(p.t.Context(), websocket.MessageText, []byte(text)); err != nil {
			p.t.Fatal(err)
		}
	}
}

func (p peer) read() string {
	_, text, err := p.Read(p.t.Context())
	if err != nil {
		return fmt.Sprintf("closed with %d", websocket.CloseStatus(err))
	}
	return string(text)
}

// expect reads messages that begin so.
func (p peer) expect(beginnings ...string) {
	p.t.Helper()
	for _, want := range beginnings {
		if got := p.read(); !strings.HasPrefix(got, want) {
			p.t.Fatalf("got %s, want %s", got, want)
		}
	}
}

func subscribeTo(id, query string) string {
	text, _ := json.Marshal(map[string]any{"type": "subscribe", "id": id, "payload": map[string]any{"query": query}})
	return string(text)
}

func TestWebSocket(t *testing.T) {
	_, url := streaming(t, 2, nil)
	p := greeted(t, url)
	p.send(`{"type":"ping"}`)
	p.expect(`{"type":"pong"}`)
	p.send(`{"type":"pong","payload":{"a":1}}`)

	p.send(subscribeTo("q", `{event(id: 1){id}}`))
	p.expect(`{"id":"q","type":"next","payload":{"data":{"event":{"id":"event:1"}}}}`, `{"id":"q","type":"complete"}`)
	p.send(subscribeTo("q", `{broken}`)) // the id is free again
	p.expect(`{"id":"q","type":"next","payload":{"errors":[{"message":"the database is away"}],"data":{"broken":null}}}`, `{"id":"q","type":"complete"}`)
	p.send(subscribeTo("q", `{nothing}`))
	p.expect(`{"id":"q","type":"error","payload":[{"message":"Cannot query field \"nothing\" on type \"Query\".",`)
	p.send(subscribeTo("q", ``))
	p.expect(`{"id":"q","type":"error","payload":[{"message":"the request holds no query: give a document as query",`)

	p.send(subscribeTo("s", `subscription{recorded{id}}`))
	p.expect(`{"id":"s","type":"next","payload":{"data":{"recorded":{"id":"event:1"}}}}`, `{"id":"s","type":"next","payload":{"data":{"recorded":{"id":"event:2"}}}}`)
	p.send(`{"type":"complete","id":"s"}`, `{"type":"complete","id":"none"}`, subscribeTo("s", `{event(id: 1){id}}`))
	p.expect(`{"id":"s","type":"next","payload":{"data":{"event"`, `{"id":"s","type":"complete"}`)
}

// A stream that fails says so, without data, and ends.
func TestWebSocket_failure(t *testing.T) {
	_, url := streaming(t, 0, func(c *Config) {
		c.Schema = newFakeSchema(t, fakeData{"recorded": func(_ context.Context, out chan<- any) { out <- errors.New("gone") }})
	})
	p := greeted(t, url)
	p.send(subscribeTo("s", `subscription{r: recorded{id}}`))
	p.expect(`{"id":"s","type":"next","payload":{"errors":[{"message":"gone"}],"data":null}}`, `{"id":"s","type":"complete"}`)
}

func TestWebSocket_closed(t *testing.T) {
	const query = `{event(id: 1){id}}`
	_, url := streaming(t, 0, func(c *Config) { c.Limits.BodyBytes = 1000 })
	const hello = `{"type":"connection_init","payload":{"Authorization":"Bearer a"}}`
	for name, tt := range map[string]struct {
		send []string
		want websocket.StatusCode
	}{
		"no JSON":                 {[]string{`hello`}, closeInvalid},
		"two values":              {[]string{hello + hello}, closeInvalid},
		"a list":                  {[]string{`[]`}, closeInvalid},
		"an unknown type":         {[]string{`{"type":"start"}`}, closeInvalid},
		"a server's type":         {[]string{hello, `{"type":"next","id":"1","payload":{}}`}, closeInvalid},
		"a payload of init":       {[]string{`{"type":"connection_init","payload":[]}`}, closeInvalid},
		"two inits":               {[]string{hello, hello}, closeTooManyInits},
		"before init":             {[]string{subscribeTo("1", query)}, closeUnauthorized},
		"no id":                   {[]string{hello, subscribeTo("", query)}, closeInvalid},
		"a long id":               {[]string{hello, subscribeTo(strings.Repeat("x", 129), query)}, closeInvalid},
		"no payload":              {[]string{hello, `{"type":"subscribe","id":"1"}`}, closeInvalid},
		"a number for a query":    {[]string{hello, `{"type":"subscribe","id":"1","payload":{"query":1}}`}, closeInvalid},
		"a list for variables":    {[]string{hello, `{"type":"subscribe","id":"1","payload":{"query":"{event}","variables":[]}}`}, closeInvalid},
		"the same id":             {[]string{hello, subscribeTo("1", "{slow}"), subscribeTo("1", query)}, closeSubscriberExists},
		"the same long id":        {[]string{hello, subscribeTo(strings.Repeat("é", 64), "{slow}"), subscribeTo(strings.Repeat("é", 64), query)}, closeSubscriberExists},
		"a message of 2000 bytes": {[]string{hello, subscribeTo("1", strings.Repeat(" ", 2000)+query)}, websocket.StatusMessageTooBig},
	} {
		t.Run(name, func(t *testing.T) {
			p := connected(t, url)
			p.send(tt.send...)
			for {
				_, text, err := p.Read(t.Context())
				if err == nil {
					if !strings.Contains(string(text), "connection_ack") {
						t.Errorf("answered %s", text)
					}
					continue
				}
				if got := websocket.CloseStatus(err); got != tt.want {
					t.Errorf("closed with %d (%v), want %d", got, err, tt.want)
				}
				return
			}
		})
	}
	t.Run("bytes", func(t *testing.T) {
		p := connected(t, url)
		if err := p.Write(t.Context(), websocket.MessageBinary, []byte(hello)); err != nil {
			t.Fatal(err)
		}
		p.expect("closed with 4400")
	})
	t.Run("no subprotocol", func(t *testing.T) {
		p, _, err := dial(t, url, &websocket.DialOptions{})
		if err != nil {
			t.Fatal(err)
		}
		p.expect("closed with 4406")
	})
}

func TestWebSocket_silent(t *testing.T) {
	_, url := streaming(t, 0, func(c *Config) { c.Limits.Greeting = time.Millisecond })
	connected(t, url).expect("closed with 4408")
}

// The page of another site may not open a WebSocket; that of an allowed one may; where all are allowed, none may send a
// token.
func TestWebSocket_origin(t *testing.T) {
	named, err := ParseOrigins([]string{"https://maps.example"})
	if err != nil {
		t.Fatal(err)
	}
	any, err := ParseOrigins([]string{"*"})
	if err != nil {
		t.Fatal(err)
	}
	const token = `{"type":"connection_init","payload":{"authorization":"Bearer a"}}`
	for _, tt := range []struct {
		origins      Origins
		origin, want string
	}{
		{Origins{}, "https://maps.example", "403"},
		{Origins{}, "null", "403"},
		{Origins{}, "", `{"type":"connection_ack"}`},
		{named, "https://maps.example", `{"type":"connection_ack"}`},
		{named, "https://other.example", "403"},
		{any, "https://maps.example", "closed with 4403"},
		{any, "", `{"type":"connection_ack"}`},
	} {
		_, url := streaming(t, 0, func(c *Config) { c.Origins = tt.origins })
		h := http.Header{}
		if tt.origin != "" {
			h.Set("Origin", tt.origin)
		}
		p, answer, err := dial(t, url, &websocket.DialOptions{Subprotocols: []string{subprotocol}, HTTPHeader: h})
		got := fmt.Sprint(answer.StatusCode)
		if err == nil {
			p.send(token)
			got = p.read()
		}
		if got != tt.want {
			t.Errorf("%q: %s, want %s", tt.origin, got, tt.want)
		}
	}
	_, url := streaming(t, 0, nil)
	if _, answer, err := dial(t, url, &websocket.DialOptions{Host: "evil.example"}); err == nil || answer.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("another host: %v", err)
	}
}

// The token of the first message counts, else that of the header.
func TestWebSocket_token(t *testing.T) {
	type key struct{}
	_, url := streaming(t, 0, func(c *Config) {
		c.Schema = newFakeSchema(t, fakeData{"slow": func(ctx context.Context) (any, error) { return ctx.Value(key{}), nil }})
		c.AroundRequest = func(ctx context.Context, token string) context.Context { return context.WithValue(ctx, key{}, token) }
	})
	for init, want := range map[string]string{
		`{"type":"connection_init"}`:                                          `"of the header"`,
		`{"type":"connection_init","payload":null}`:                           `"of the header"`,
		`{"type":"connection_init","payload":{"Authorization":"Bearer own"}}`: `"own"`,
		`{"type":"connection_init","payload":{"authorization":"bearer own"}}`: `"own"`,
		`{"type":"connection_init","payload":{"Authorization":"own"}}`:        `""`,
	} {
		p, _, err := dial(t, url, &websocket.DialOptions{Subprotocols: []string{subprotocol}, HTTPHeader: http.Header{"Authorization": {"Bearer of the header"}}})
		if err != nil {
			t.Fatal(err)
		}
		p.send(init, subscribeTo("1", "{slow}"))
		p.expect(`{"type":"connection_ack"}`, `{"id":"1","type":"next","payload":{"data":{"slow":`+want+`}}}`)
	}
}

func TestWebSocket_limits(t *testing.T) {
	limits := DefaultLimits()
	limits.PerClient, limits.StreamsPerClient, limits.Streams, limits.Timeout = 2, 2, 3, 20*time.Millisecond
	s, url := streaming(t, 0, func(c *Config) { c.Limits = limits })
	p := greeted(t, url)
	p.send(subscribeTo("slow", "{slow}"))
	p.expect(`{"id":"slow","type":"next","payload":{"errors":[{"message":"context deadline exceeded"}],"data":{"slow":null}}}`, `{"id":"slow","type":"complete"}`)
	// Subscriptions do not count as requests in flight.
	p.send(subscribeTo("1", `subscription{recorded{id}}`), subscribeTo("2", `subscription{recorded{id}}`))
	until(t, func() bool { return gauge(t, s, openSockets) == "2" })
	p.send(subscribeTo("3", `subscription{recorded{id}}`))
	p.expect(`{"id":"3","type":"error","payload":[{"message":"too many subscriptions of yours are open: end some of them","extensions":{"code":"TOO_MANY_REQUESTS"}}]}`)
	p.send(subscribeTo("q", `{event(id: 1){id}}`))
	p.expect(`{"id":"q","type":"next"`, `{"id":"q","type":"complete"}`)
	p.send(`{"type":"complete","id":"1"}`)
	until(t, func() bool { return gauge(t, s, openSockets) == "1" })

	greeted(t, url)
	if _, answer, err := dial(t, url, nil); err == nil || answer.StatusCode != http.StatusTooManyRequests {
		t.Errorf("the third connection: %v", err)
	}
}

// until waits for what other goroutines do.
func until(t *testing.T, done func() bool) {
	t.Helper()
	for start := time.Now(); !done(); runtime.Gosched() {
		if time.Since(start) > 20*time.Second {
			t.Fatal("it does not happen")
		}
	}
}

const openSockets, openEvents = `demarche_graphql_subscriptions{transport="websocket"}`, `demarche_graphql_subscriptions{transport="sse"}`

// gauge is what /metrics says.
func gauge(t *testing.T, s *Server, name string) string {
	t.Helper()
	for line := range strings.Lines(answer(s.Handler(), get("/metrics")).Body.String()) {
		if value, ok := strings.CutPrefix(line, name+" "); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// Who does not answer a ping is gone.
func TestWebSocket_vanished(t *testing.T) {
	// The first ping comes when the subscription has long begun: a socket that is closed before has none to end.
	s, url := streaming(
		t, 0, func(c *Config) { c.Limits.KeepAlive, c.Limits.Taking = 300*time.Millisecond, 5*time.Millisecond },
	)
	p := greeted(t, url) // answers pings only while it reads
	p.send(subscribeTo("1", `subscription{recorded{id}}`))
	until(t, func() bool { return gauge(t, s, openSockets) == "0" && gauge(t, s, "demarche_websockets") == "0" })
}

// Streams of a server that stops end, so that their clients come again.
func TestServe_stopsStreams(t *testing.T) {
	s, _ := streaming(t, 1, nil)
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // it returns at once
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan error)
	go func() { stopped <- s.Serve(ctx, l) }()
	url := "http://" + l.Addr().String()
	p := greeted(t, url)
	p.send(subscribeTo("1", `subscription{recorded{id}}`))
	p.expect(`{"id":"1","type":"next"`)
	e := events(t, url, `subscription{recorded{id}}`)
	e.expect(`event: next`, `data: `)
	stop()
	p.expect("closed with 1001")
	e.expect("cut off")
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

// Clients of streams that go away leave nothing behind.
func TestStreams_dropped(t *testing.T) {
	const clients = 100
	s, url := streaming(t, 1, func(c *Config) { c.Limits.StreamsPerClient = 2 * clients })
	before := runtime.NumGoroutine()
	ctx, drop := context.WithCancel(t.Context())
	for range clients {
		conn, _, err := websocket.Dial(ctx, url+"/graphql", &websocket.DialOptions{Subprotocols: []string{subprotocol}})
		if err != nil {
			t.Fatal(err)
		}
		p := peer{conn, t}
		p.send(`{"type":"connection_init"}`, subscribeTo("1", `subscription{recorded{id}}`))
		p.expect(`{"type":"connection_ack"}`, `{"id":"1","type":"next"`)
		context.AfterFunc(ctx, func() { _ = conn.CloseNow() })
		eventsIn(ctx, t, url, `subscription{recorded{id}}`).expect(`event: next`)
	}
	counts := func(want string) {
		t.Helper()
		for _, name := range []string{openSockets, openEvents} {
			if got := gauge(t, s, name); got != want {
				t.Errorf("%s is %s, want %s", name, got, want)
			}
		}
	}
	counts(fmt.Sprint(clients))
	drop()
	http.DefaultClient.CloseIdleConnections()
	until(t, func() bool { return runtime.NumGoroutine() <= before+2 })
	counts("0")
}
