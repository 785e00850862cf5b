package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"demarche/internal/neo4jd"
)

// served is a server in this process.
type served struct {
	url    string
	client *http.Client
}

// printed passes on the address that a server says it is ready at.
type printed struct {
	mu   sync.Mutex
	text bytes.Buffer
	addr chan string
}

var readyLine = regexp.MustCompile(`demarche is ready: (http://[0-9.:]+)`)

func (p *printed) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if m := readyLine.FindSubmatch(b); m != nil {
		p.addr <- string(m[1])
	}
	return p.text.Write(b)
}

// serveHere runs "demarche serve" until the test ends.
func serveHere(t *testing.T, args ...string) *served {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	said := &printed{addr: make(chan string, 1)}
	done := make(chan error, 1)
	go func() {
		done <- run(ctx, append([]string{"serve", "--seed", "--requests-per-client=200"}, args...), streams{nil, io.Discard, said})
	}()
	s := &served{client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}, Timeout: 20 * time.Second}}
	t.Cleanup(func() {
		s.client.CloseIdleConnections()
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	select {
	case s.url = <-said.addr:
	case err := <-done:
		done <- nil
		t.Fatalf("the server did not start: %v\n%s", err, &said.text)
	}
	s.becomes(t, http.StatusOK)
	return s
}

const (
	clients = 64
	// What a client may wait for an error, and a little more for a busy machine.
	soon  = 2500 * time.Millisecond
	later = 5 * time.Minute // a database starts on a busy machine
	ask   = `{"query":"{ timeline(first: 5) { nodes { title participants { actor { name } } } } countries: search(text: \"China\", first: 1) { matched } }"}`
)

// status is that of a GET.
func (s *served) status(ctx context.Context, path string) int {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+path, http.NoBody)
	if err != nil {
		return 0
	}
	resp, err := s.client.Do(r)
	if err != nil {
		return 0
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode
}

// becomes waits until /readyz answers that.
func (s *served) becomes(t *testing.T, status int) {
	t.Helper()
	within(t, func() error {
		if got := s.status(t.Context(), "/readyz"); got != status {
			return fmt.Errorf("/readyz: %d, want %d", got, status)
		}
		return nil
	})
}

// within tries until there is no error any more.
func within(t *testing.T, try func() error) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for start := time.Now(); ; <-tick.C {
		err := try()
		if err == nil {
			return
		}
		if time.Since(start) > later {
			t.Fatalf("after %v: %v", later, err)
		}
	}
}

// query returns the codes of the errors that a query is answered with, "" for none, and how long that took.
func (s *served) query(ctx context.Context) (codes string, took time.Duration) {
	start := time.Now()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/graphql", strings.NewReader(ask))
	if err != nil {
		return err.Error(), 0
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := s.client.Do(r)
	if err != nil {
		return err.Error(), time.Since(start)
	}
	defer resp.Body.Close()
	var answer struct {
		Data   *struct{} `json:"data"`
		Errors []struct {
			Message    string
			Path       []any
			Extensions struct{ Code string }
		}
	}
	err = json.NewDecoder(resp.Body).Decode(&answer)
	if err != nil || resp.StatusCode != http.StatusOK {
		return fmt.Sprintf("%d %v", resp.StatusCode, err), time.Since(start)
	}
	for _, e := range answer.Errors {
		if len(e.Path) == 0 {
			codes += " error without a path:"
		}
		codes += " " + e.Extensions.Code
		if e.Extensions.Code == "" {
			codes += e.Message
		}
	}
	return strings.TrimSpace(codes), time.Since(start)
}

// The query has two root fields, of which each fails.
const unavailable = "DATABASE_UNAVAILABLE DATABASE_UNAVAILABLE"

// away fails the test unless many clients at once are told soon that there is no database, while the process lives.
func (s *served) away(t *testing.T) {
	t.Helper()
	var all sync.WaitGroup
	var mu sync.Mutex
	var slowest time.Duration
	for range clients {
		all.Go(func() {
			codes, took := s.query(t.Context())
			mu.Lock()
			defer mu.Unlock()
			slowest = max(slowest, took)
			if codes != unavailable || took > soon {
				t.Errorf("after %v: %q", took, codes)
			}
		})
	}
	if got := s.status(t.Context(), "/livez"); got != http.StatusOK {
		t.Errorf("/livez: %d", got)
	}
	all.Wait()
	start := time.Now()
	if got := s.status(t.Context(), "/readyz"); got != http.StatusServiceUnavailable || time.Since(start) > soon {
		t.Errorf("/readyz: %d after %v", got, time.Since(start))
	}
	t.Logf("the slowest of %d answers took %v", clients, slowest)
}

// back waits until the database is used again.
func (s *served) back(t *testing.T) {
	t.Helper()
	start := time.Now()
	within(t, func() error {
		if codes, _ := s.query(t.Context()); codes != "" {
			return fmt.Errorf("the database is back, and the answer still %q", codes)
		}
		return nil
	})
	s.becomes(t, http.StatusOK)
	t.Logf("back after %v", time.Since(start))
}

// settled waits until there are not many more goroutines than there were.
func settled(t *testing.T, client *http.Client, goroutines int) {
	t.Helper()
	const others = 20 // connections to the database, and who asks now
	within(t, func() error {
		client.CloseIdleConnections()
		if n := runtime.NumGoroutine(); n > goroutines+others {
			return fmt.Errorf("%d goroutines, %d before", n, goroutines)
		}
		return nil
	})
}

// database is a managed Neo4j behind a proxy.
type database struct {
	*neo4jd.Server
	dir string
}

func openDatabase(t *testing.T, dir string) *database {
	t.Helper()
	d := &database{dir: dir}
	if err := d.open(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	return d
}

func (d *database) open(ctx context.Context) (err error) {
	d.Server, err = neo4jd.Open(ctx, neo4jd.Config{DataDir: d.dir, HeapMB: 512, PageCacheMB: 64})
	return err
}

func (d *database) addr() string { return strings.TrimPrefix(d.URI, "bolt://") }

func (d *database) signal(s syscall.Signal) error {
	st, err := neo4jd.Inspect(d.dir)
	if err != nil {
		return err
	}
	return syscall.Kill(st.PID, s)
}

// Clients vanish; the database is away in all the ways that there are, under many clients, and comes back.
func TestFaults(t *testing.T) {
	managedOnly(t)
	db := openDatabase(t, filepath.Join(t.TempDir(), "data"))
	proxy := newProxy(t, db.addr())
	t.Setenv("NEO4J_URI", proxy.uri())
	t.Setenv("NEO4J_PASSWORD", db.Password)
	s := serveHere(t)
	if codes, _ := s.query(t.Context()); codes != "" {
		t.Fatal(codes)
	}
	s.client.CloseIdleConnections()
	goroutines := runtime.NumGoroutine()

	t.Run("dropped connections", func(t *testing.T) { s.dropped(t, goroutines) })
	ways := []struct {
		name          string
		leaves, comes func() error
	}{
		{"refusing", func() error { return proxy.lead("127.0.0.1:1") }, func() error { return proxy.lead(db.addr()) }},
		{"a black hole", func() error { return proxy.stall(true) }, func() error { return proxy.stall(false) }},
		{"slow", func() error { return proxy.slow(3 * time.Second) }, func() error { return proxy.slow(0) }},
		{"stopped", func() error { return db.signal(syscall.SIGSTOP) }, func() error { return db.signal(syscall.SIGCONT) }},
		{"killed", func() error { return db.signal(syscall.SIGKILL) }, func() error {
			_ = db.Close(t.Context())
			return errors.Join(db.open(t.Context()), proxy.lead(db.addr()))
		}},
	}
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			var returns atomic.Bool
			busy := s.busy(t, &returns)
			if err := way.leaves(); err != nil {
				t.Fatal(err)
			}
			s.becomes(t, http.StatusServiceUnavailable)
			s.away(t)
			returns.Store(true)
			if err := way.comes(); err != nil {
				t.Fatal(err)
			}
			s.back(t)
			busy()
			settled(t, s.client, goroutines)
		})
	}
	t.Run("a little slow", func(t *testing.T) {
		err := proxy.slow(100 * time.Millisecond)
		if codes, took := s.query(t.Context()); codes != "" || err != nil {
			t.Errorf("%s after %v; %v", codes, took, err)
		}
	})
}

// busy sends requests without a pause until stop is called, so that statements always run. Each answer is data or the
// error that the database is unavailable. Answers come soon until returns is set; the database may be slow after that.
func (s *served) busy(t *testing.T, returns *atomic.Bool) (stop func()) {
	t.Helper()
	const few = 4
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	for range few {
		all.Go(func() {
			for ctx.Err() == nil {
				codes, took := s.query(ctx)
				if ctx.Err() != nil || codes == "" {
					continue
				}
				if !strings.Contains(unavailable, codes) || (took > soon && !returns.Load()) {
					t.Errorf("after %v: %q", took, codes)
				}
			}
		})
	}
	return func() {
		cancel()
		all.Wait()
	}
}
