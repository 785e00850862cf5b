package httpd

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

func from(r *http.Request, addr string) *http.Request {
	r.RemoteAddr = addr
	return r
}

func TestInFlight(t *testing.T) {
	limits := DefaultLimits()
	limits.PerClient, limits.InFlight = 2, 3
	entered, release := make(chan struct{}), make(chan struct{})
	h := newTestServer(t, Config{Limits: limits, Schema: newFakeSchema(t, fakeData{"slow": func(context.Context) (any, error) {
		entered <- struct{}{}
		<-release
		return "done", nil
	}})}).Handler()
	var running sync.WaitGroup
	start := func(addr string) {
		running.Go(func() {
			if w := answer(h, from(post("{slow}", nil), addr)); w.Code != http.StatusOK {
				t.Errorf("%s: %d %s", addr, w.Code, w.Body)
			}
		})
		<-entered
	}
	refused := func(addr string, status int, code string) {
		t.Helper()
		w := answer(h, from(post("{broken}", nil), addr))
		if w.Code != status || codeOf(t, w) != code || w.Header().Get("Retry-After") == "" {
			t.Errorf("%s: %d %s", addr, w.Code, w.Body)
		}
	}
	start("[2001:db8::1]:1")
	start("[2001:db8::2]:1")
	refused("[2001:db8::3]:1", http.StatusTooManyRequests, codeTooMany)
	start("[2001:db8:0:1::1]:1")
	refused("192.0.2.7:1", http.StatusServiceUnavailable, codeOverloaded)
	for _, path := range []string{"/livez", "/readyz", "/metrics"} {
		if w := answer(h, from(get(path), "[2001:db8::1]:1")); w.Code != http.StatusOK {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	close(release)
	running.Wait()
	for range 5 {
		if w := answer(h, from(post("{broken}", nil), "[2001:db8::1]:1")); w.Code != http.StatusOK {
			t.Errorf("later: %d %s", w.Code, w.Body)
		}
	}
}

func TestInFlight_panic(t *testing.T) {
	limits := DefaultLimits()
	limits.PerClient = 1
	h := graphqlServer(t, func(c *Config) { c.Limits = limits })
	for range 2 {
		if w := answer(h, post("{panics}", nil)); w.Code != http.StatusInternalServerError {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	}
}

// Clients that go away while they are being answered leave nothing behind.
// Exports have a bound of their own below that of all requests.
func TestInFlight_exports(t *testing.T) {
	limits := DefaultLimits()
	limits.Exports = 2
	entered, release := make(chan struct{}), make(chan struct{})
	h := newTestServer(t, Config{Limits: limits, Exports: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		entered <- struct{}{}
		<-release
	})}).Handler()
	var running sync.WaitGroup
	for i, want := range []string{"", codeTooMany, "", codeOverloaded} {
		addr := fmt.Sprintf("192.0.2.%d:1", 1+i/2)
		if want == "" {
			running.Go(func() { answer(h, from(get("/export/csv"), addr)) })
			<-entered
			continue
		}
		if w := answer(h, from(get("/export/csv"), map[string]string{codeTooMany: addr, codeOverloaded: "192.0.2.9:1"}[want])); codeOf(t, w) != want {
			t.Errorf("%d: %d %s", i, w.Code, w.Body)
		}
	}
	if w := answer(h, from(get("/schema.graphql"), "192.0.2.1:1")); w.Code != http.StatusOK {
		t.Errorf("another request: %d", w.Code)
	}
	close(release)
	running.Wait()
}

// An answer that its handler cuts short is cut on the wire, logged, and no mistake.
func TestServe_aborted(t *testing.T) {
	var log bytes.Buffer
	server := newTestServer(t, Config{Log: slog.New(slog.NewTextHandler(&log, nil)), Exports: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("some of it"))
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	})})
	web := httptest.NewServer(server.Handler())
	answer, err := http.Get(web.URL + "/export/csv") //nolint:noctx // the server is ours and ends
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if string(body) != "some of it" || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%q, %v", body, err)
	}
	web.Close() // and waits
	if text := log.String(); strings.Contains(text, "panic") || !strings.Contains(text, "path=/export/csv") {
		t.Error(text)
	}
}

func TestServe_droppedConnections(t *testing.T) {
	const clients, others = 200, 10
	limits := DefaultLimits()
	limits.PerClient = clients
	entered := make(chan struct{}, clients)
	addr, _, _ := serve(t, newTestServer(t, Config{Limits: limits, Schema: newFakeSchema(t, fakeData{"slow": func(ctx context.Context) (any, error) {
		entered <- struct{}{}
		<-ctx.Done()
		return nil, ctx.Err()
	}})}))
	before := runtime.NumGoroutine()
	open := make([]net.Conn, clients)
	for i := range open {
		conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		open[i] = conn
		const text = `{"query":"{slow}"}`
		fmt.Fprintf(conn, "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(text), text)
	}
	for range clients {
		<-entered
	}
	for _, conn := range open {
		_ = conn.Close()
	}
	for start := time.Now(); runtime.NumGoroutine() > before+others; runtime.Gosched() {
		if time.Since(start) > 10*time.Second {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
	}
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	_, _ = io.WriteString(conn, "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")
	if line, _ := bufio.NewReader(conn).ReadString('\n'); line != "HTTP/1.1 200 OK\r\n" {
		t.Errorf("afterwards: %q", line)
	}
}
