package httpd

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
)

func TestHosts(t *testing.T) {
	cases := []struct {
		addr    string
		allowed []string
		known   []string
		unknown []string
	}{
		{
			"127.0.0.1:8080", nil,
			[]string{"localhost", "localhost:8080", "LOCALHOST.:1", "127.0.0.1:8080", "127.8.8.8", "[::1]:8080", "[::1]"},
			[]string{"", "evil.example", "localhost.evil.example", "192.168.1.5:8080", "127.0.0.1.evil.example", "::ffff:192.168.1.5"},
		},
		{"192.168.1.5:80", nil, []string{"192.168.1.5", "localhost"}, []string{"192.168.1.6", "evil.example"}},
		{":8080", nil, []string{"192.168.1.5", "[fe80::1]:8080"}, []string{"evil.example"}},
		{"0.0.0.0:8080", nil, []string{"192.168.1.5"}, []string{"evil.example"}},
		{"graph.example:80", []string{"Other.example"}, []string{"graph.example:80", "other.example"}, []string{"evil.example"}},
		{"127.0.0.1:8080", []string{"a.example", " b.example:80 "}, []string{"a.example", "b.example"}, []string{"evil.example"}},
		{"127.0.0.1:8080", []string{"*"}, []string{"evil.example"}, nil},
	}
	for _, c := range cases {
		h := newHosts(c.addr, c.allowed)
		for _, name := range c.known {
			if !h.known(name) {
				t.Errorf("%s: %q is not known", c.addr, name)
			}
		}
		for _, name := range c.unknown {
			if h.known(name) {
				t.Errorf("%s: %q is known", c.addr, name)
			}
		}
	}
}

// A name that no Host header can have would refuse all, without a word.
func TestCheckHosts(t *testing.T) {
	for _, name := range []string{"graph.example", " graph.example ", "graph.example:8443", "192.168.1.5", "::1", "[::1]:80", "xn--4ca.example", "*"} {
		if err := CheckHosts([]string{name}); err != nil {
			t.Error(err)
		}
	}
	for _, name := range []string{"", " ", "http://graph.example", "graph.example/", "*.example", "a b", "me@graph.example", "ä.example"} {
		if err := CheckHosts([]string{"graph.example", name}); err == nil {
			t.Errorf("%q is allowed", name)
		}
	}
}

func TestPages(t *testing.T) {
	h := newTestServer(t, Config{
		SDL:     "type Query { a: Int }",
		Version: "1.2",
		Examples: fstest.MapFS{
			"b-second.graphql": {Data: []byte("{ b }")},
			"a.graphql":        {Data: []byte("# What\n#  happened?\n\n# not this\n{ a }\n")},
			"readme.md":        {Data: []byte("no")},
		},
	}).Handler()
	cases := map[string]struct {
		status         int
		contains, kind string
	}{
		"/schema.graphql":     {200, "type Query { a: Int }", "text/plain; charset=utf-8"},
		"/examples.json":      {200, `[{"name":"a","title":"What happened?","text":"# What\n#  happened?\n\n# not this\n{ a }\n"},{"name":"b-second","title":"b second","text":"{ b }"}]`, "application/json"},
		"/graphiql/":          {200, `<div id="graphiql">`, "text/html; charset=utf-8"},
		"/graphiql":           {307, "", ""},
		"/":                   {200, `<div id="explorer">`, "text/html; charset=utf-8"},
		"/?show=event:a":      {200, `<div id="explorer">`, "text/html; charset=utf-8"},
		"/assets/no":          {404, "", "text/plain; charset=utf-8"},
		"/index.html":         {404, "", "text/plain; charset=utf-8"},
		"/livez":              {200, "ok", "text/plain; charset=utf-8"},
		"/readyz":             {200, `{"ready":true}`, "application/json"},
		"/metrics":            {200, "go_goroutines", "text/plain; version=0.0.4; charset=utf-8; escaping=underscores"},
		"/nothing":            {404, "", "text/plain; charset=utf-8"},
		"/graphiql/../x":      {307, "", "text/html; charset=utf-8"},
		"/graphiql/assets/no": {404, "", "text/plain; charset=utf-8"},
	}
	for path, c := range cases {
		t.Run(path, func(t *testing.T) {
			w := answer(h, get(path))
			if w.Code != c.status || !strings.Contains(w.Body.String(), c.contains) || w.Header().Get("Content-Type") != c.kind {
				t.Errorf("%d %s\n%.500s", w.Code, w.Header(), w.Body)
			}
			for _, header := range []string{"Content-Security-Policy", "X-Content-Type-Options", requestIDHeader} {
				if w.Header().Get(header) == "" {
					t.Errorf("no %s", header)
				}
			}
			if got := w.Header().Get("Server"); got != "demarche/1.2" {
				t.Errorf("Server: %s", got)
			}
		})
	}
	if w := answer(h, with(get("/schema.graphql"), "X-Request-Id", "mine-1")); w.Header().Get(requestIDHeader) != "mine-1" {
		t.Error("a sane id is not kept")
	}
	if w := answer(h, with(get("/schema.graphql"), "X-Request-Id", "a\nb")); w.Header().Get(requestIDHeader) == "a\nb" {
		t.Error("a bad id is kept")
	}
	r := get("/schema.graphql")
	r.Host = "evil.example"
	if w := answer(h, r); w.Code != http.StatusMisdirectedRequest || codeOf(t, w) != codeUnknownHost {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestReady(t *testing.T) {
	asked := 0
	failure := errors.New("the database is starting")
	s := newTestServer(t, Config{Ready: func(ctx context.Context) error {
		asked++
		if _, limited := ctx.Deadline(); !limited || ctx.Err() != nil {
			t.Error("the check has no time limit of its own")
		}
		return failure
	}})
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	w := answer(s.Handler(), get("/readyz").WithContext(gone))
	if want := `{"ready":false,"reason":"the database is starting"}` + "\n"; w.Code != 503 || w.Body.String() != want {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	answer(s.Handler(), get("/readyz"))
	if asked != 1 {
		t.Errorf("asked %d times within a second", asked)
	}
	s.ready.asked = time.Now().Add(-2 * time.Second)
	failure = nil
	if w := answer(s.Handler(), get("/readyz")); w.Code != 200 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestLogAndMetrics(t *testing.T) {
	var log bytes.Buffer
	h := graphqlServer(t, func(c *Config) { c.Log = slog.New(slog.NewJSONHandler(&log, nil)) })
	r := with(post(`query Secret($i:ID!){event(id:$i){id title} broken}`, map[string]any{"i": "hidden"}), "X-Request-Id", "r1")
	sent := answer(h, r).Body.Len()
	var line map[string]any
	if err := json.Unmarshal(log.Bytes(), &line); err != nil {
		t.Fatalf("not one line: %v\n%s", err, &log)
	}
	if _, ok := line["ms"].(float64); !ok {
		t.Errorf("no time: %v", line)
	}
	delete(line, "ms")
	delete(line, "time")
	want := map[string]any{
		"level": "INFO", "msg": "request", "method": "POST", "path": "/graphql", "status": 200.0, "bytes": float64(sent),
		"id": "r1", "operation": "Secret", "cost": 4.0,
	}
	if diff := cmp.Diff(want, line); diff != "" {
		t.Error(diff)
	}
	log.Reset()
	for range 3 {
		answer(h, get("/livez"))
	}
	answer(h, get("/"+strings.Repeat("x", 5000)))
	if n := strings.Count(log.String(), "\n"); n != 1 || log.Len() > 500 {
		t.Errorf("%d lines, %d bytes", n, log.Len())
	}
	metrics := answer(h, get("/metrics")).Body.String()
	for _, want := range []string{
		`demarche_http_requests_total{method="POST",route="/graphql",status="200"} 1`,
		`demarche_http_requests_total{method="GET",route="/livez",status="200"} 3`,
		`demarche_http_requests_total{method="GET",route="other",status="404"} 1`,
		`demarche_graphql_root_field_duration_seconds_count{field="Query.event"} 1`,
		`demarche_http_request_duration_seconds_count{route="/graphql"} 1`,
		`demarche_graphql_errors_total{code=""} 1`,
	} {
		if !strings.Contains(metrics, want+"\n") {
			t.Errorf("no %s in\n%s", want, metrics)
		}
	}
}

func TestStatements(t *testing.T) {
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, nil))
	statements := NewStatements(logger, 5*time.Millisecond)
	read := func(ctx context.Context, name string, took time.Duration) {
		ended := statements.Watch(ctx, name)
		for start := time.Now(); time.Since(start) < took; runtime.Gosched() {
		}
		ended(nil)
	}
	h := graphqlServer(t, func(c *Config) {
		c.Log, c.Metrics = logger, []prometheus.Collector{statements.Metric()}
		c.Schema = newFakeSchema(t, fakeData{"slow": func(ctx context.Context) (any, error) {
			read(ctx, "brief", 0)
			read(ctx, "map", 5*time.Millisecond)
			return nil, nil
		}})
	})
	answer(h, with(post(`query Secret {slow}`, nil), "X-Request-Id", "r1"))
	type line struct {
		Msg, Statement, ID string
		Statements         int
		MS, DBMS           float64
	}
	var lines []line
	for text := range strings.Lines(strings.ReplaceAll(log.String(), "db_ms", "dbms")) {
		var l line
		if err := json.Unmarshal([]byte(text), &l); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, l)
	}
	if len(lines) != 2 || lines[0].MS < 5 || lines[1].DBMS < lines[0].MS || lines[1].DBMS > lines[1].MS {
		t.Fatalf("%s", &log)
	}
	for i := range lines {
		lines[i].MS, lines[i].DBMS = 0, 0
	}
	want := []line{{Msg: "slow statement", Statement: "map", ID: "r1"}, {Msg: "request", ID: "r1", Statements: 2}}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error(diff)
	}
	read(t.Context(), "map", 0) // outside a request
	metrics := answer(h, get("/metrics")).Body.String()
	for _, want := range []string{`count{statement="brief"} 1`, `count{statement="map"} 2`} {
		if !strings.Contains(metrics, "demarche_statement_duration_seconds_"+want+"\n") {
			t.Errorf("no %s in\n%s", want, metrics)
		}
	}
}

func TestPanic(t *testing.T) {
	var log bytes.Buffer
	h := graphqlServer(t, func(c *Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	w := answer(h, with(post("{panics}", nil), "X-Request-Id", "r2"))
	if w.Code != 500 || codeOf(t, w) != codeInternal || strings.Contains(w.Body.String(), "a mistake") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if n := strings.Count(log.String(), "a mistake"); n != 1 || !strings.Contains(log.String(), "id=r2") {
		t.Errorf("logged %d times:\n%s", n, &log)
	}
}

// serve starts s on a free port and returns its address, a function that stops it, and what Serve will return.
func serve(t *testing.T, s *Server) (addr string, stop context.CancelFunc, done <-chan error) {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error, 1)
	go func() { result <- s.Serve(ctx, l) }()
	t.Cleanup(cancel)
	return l.Addr().String(), cancel, result
}

// slowServer serves a field that answers when release is closed, and tells entered when it was asked.
func slowServer(t *testing.T, limits Limits) (s *Server, entered, release chan struct{}) {
	t.Helper()
	entered, release = make(chan struct{}), make(chan struct{})
	slow := func(ctx context.Context) (any, error) {
		close(entered)
		select {
		case <-release:
			return "done", nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return newTestServer(t, Config{Limits: limits, Schema: newFakeSchema(t, fakeData{"slow": slow})}), entered, release
}

func TestServe_finishesRequestsInFlight(t *testing.T) {
	s, entered, release := slowServer(t, DefaultLimits())
	addr, stop, done := serve(t, s)
	answered := make(chan string, 1)
	go func() { answered <- fetch(t, addr, `{"query":"{slow}"}`) }()
	<-entered
	stop()
	for start := time.Now(); !s.ready.stopping.Load(); runtime.Gosched() {
		if time.Since(start) > 5*time.Second {
			t.Fatal("it does not stop")
		}
	}
	if w := answer(s.Handler(), get("/readyz")); w.Code != http.StatusServiceUnavailable {
		t.Errorf("ready while stopping: %s", w.Body)
	}
	close(release)
	if got, want := <-answered, `200 {"data":{"slow":"done"}}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestServe_cutsOffWhatTakesTooLong(t *testing.T) {
	limits := DefaultLimits()
	limits.Shutdown = time.Millisecond
	s, entered, _ := slowServer(t, limits)
	addr, stop, done := serve(t, s)
	answered := make(chan string, 1)
	go func() { answered <- fetch(t, addr, `{"query":"{slow}"}`) }()
	<-entered
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if got := <-answered; got != "cut off" {
		t.Errorf("%s, want it cut off", got)
	}
}

func fetch(t *testing.T, addr, body string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+addr+"/graphql", strings.NewReader(body))
	if err != nil {
		return err.Error()
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return "cut off"
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("%d %s", resp.StatusCode, b)
}

func TestServe_slowClients(t *testing.T) {
	limits := DefaultLimits()
	limits.Read = 50 * time.Millisecond
	addr, _, _ := serve(t, newTestServer(t, Config{Limits: limits}))
	for name, c := range map[string]struct{ sent, want string }{
		"body":   {"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{", "HTTP/1.1 408 "},
		"header": {"POST /graphql HTTP/1.1\r\nHost:", ""},
	} {
		t.Run(name, func(t *testing.T) {
			conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", addr)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = conn.Close() }()
			if _, err := io.WriteString(conn, c.sent); err != nil {
				t.Fatal(err)
			}
			line, _ := bufio.NewReader(conn).ReadString('\n')
			if !strings.HasPrefix(line, c.want) || (c.want == "" && line != "") {
				t.Errorf("%q, want %q", line, c.want)
			}
		})
	}
}
