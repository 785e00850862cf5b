package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"demarche/graph"
	"demarche/graph/store"
	"demarche/internal/neo4jd"
)

const writerFolder = "DEMARCHE_TEST_WRITER"

// TestMain makes the test program a writer where the environment asks for one.
func TestMain(m *testing.M) {
	dir := os.Getenv(writerFolder)
	if dir == "" {
		os.Exit(m.Run())
	}
	err := small(dir).withStore(context.Background(), func(s *store.Store) error {
		return keepWriting(context.Background(), s, 0, func(n int) { fmt.Println(n) })
	})
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// small is an app whose database needs little.
func small(dir string) *app {
	return &app{
		cli:     &cli{DataDir: dir, HeapMB: 512, PageCacheMB: 64},
		streams: streams{nil, io.Discard, io.Discard}, log: slog.New(slog.DiscardHandler),
	}
}

const written = 20 // events of a batch

// batch is the batch of that number, of the same two officials.
func batch(n int) (graph.Batch, error) {
	cite := []graph.Citation{{Source: "source:crash"}}
	b := graph.Batch{
		Sources: []graph.Source{{ID: "source:crash", Title: "A test"}},
		Officials: []graph.Official{
			{ID: "official:a", Name: "A", Sources: cite}, {ID: "official:b", Name: "B", Sources: cite},
		},
	}
	on, err := graph.ParseEDTF("2025-09-04")
	for i := range written {
		b.Events = append(b.Events, graph.Event{
			ID: fmt.Sprintf("event:crash-%d-%d", n, i), Kind: graph.Meeting, Title: "Talks", Date: on, Sources: cite,
			Participants: []graph.Participation{{Actor: "official:a", Roles: []graph.Role{graph.Host}}, {Actor: "official:b", Roles: []graph.Role{graph.Guest}}},
		})
	}
	return b, err
}

// keepWriting writes one batch after another and tells of each that was acknowledged, until a write fails.
func keepWriting(ctx context.Context, s *store.Store, from int, acknowledged func(n int)) error {
	for n := from; ; n++ {
		b, err := batch(n)
		if err != nil {
			return err
		}
		if _, err := s.Write(ctx, b); err != nil {
			return err
		}
		acknowledged(n)
	}
}

// kept fails the test unless batches 0 to last are there, the next one wholly or not at all, and all derived keys are
// right.
func kept(tb testing.TB, s *store.Store, last int) {
	tb.Helper()
	if err := s.Check(tb.Context(), func(p string) { tb.Error(p) }); err != nil {
		tb.Fatal(err)
	}
	for n := range last + 2 {
		b, err := batch(n)
		if err != nil {
			tb.Fatal(err)
		}
		tally, err := s.Write(tb.Context(), b)
		if err != nil {
			tb.Fatal(err)
		}
		events := tally["events"]
		if events.Unchanged != written && (n <= last || events.Created != written) {
			tb.Errorf("batch %d of %d that were acknowledged: %+v", n, last+1, events)
		}
	}
}

// Both the program and its database are killed while they write.
func TestCrash(t *testing.T) {
	managedOnly(t)
	dir := filepath.Join(t.TempDir(), "data")
	const enough = 5 // batches
	start := time.Now()

	writer := exec.CommandContext(t.Context(), os.Args[0])
	writer.Env = append(os.Environ(), writerFolder+"="+dir)
	out, err := writer.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	writer.Stderr = os.Stderr
	if err := writer.Start(); err != nil {
		t.Fatal(err)
	}
	last := -1
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if last, err = strconv.Atoi(lines.Text()); err != nil {
			t.Fatal(err)
		}
		if last == enough {
			if err := writer.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = writer.Wait() // it was killed
	t.Logf("%s: the writer was killed", time.Since(start))
	if last < enough {
		t.Fatalf("the writer ended after %d batches", last+1)
	}

	err = small(dir).withStore(t.Context(), func(s *store.Store) error {
		t.Logf("%s: opened", time.Since(start))
		kept(t, s, last)
		st, err := neo4jd.Inspect(dir)
		if err != nil {
			return err
		}
		from := last + 2
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		err = keepWriting(ctx, s, from, func(n int) {
			if last = n; n == from+enough {
				// In the middle of the next one, or just before it.
				go func() {
					if err := syscall.Kill(st.PID, syscall.SIGKILL); err != nil {
						t.Error(err)
					}
					stop() // rather than try again for half a minute
				}()
			}
		})
		t.Logf("%s: %d batches were acknowledged; then: %v", time.Since(start), last+1, err)
		return nil
	})
	if err != nil {
		t.Log("closing the killed database:", err)
	}

	err = small(dir).withStore(t.Context(), func(s *store.Store) error {
		t.Logf("%s: opened again", time.Since(start))
		kept(t, s, last)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
