package main

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/graph/store"
	"demarche/internal/neo4jd"
)

// The folder that a writer writes to, and its first batch.
const (
	writerFolder = "DEMARCHE_TEST_WRITER"
	writerFrom   = "DEMARCHE_TEST_WRITER_FROM"
)

var kills = flag.Int("kills", 2, "how often TestCrash kills the writing program or its database, 2 at least")

// TestMain makes the test program a writer where the environment asks for one.
func TestMain(m *testing.M) {
	dir := os.Getenv(writerFolder)
	if dir == "" {
		// The databases here live for seconds: without the second compiler they start in 60 % of the time.
		if err := os.Setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1"); err != nil {
			panic(err)
		}
		os.Exit(m.Run())
	}
	from, err := strconv.Atoi(os.Getenv(writerFrom))
	if err == nil {
		err = small(dir).withStore(context.Background(), func(s *store.Store) error {
			return keepWriting(context.Background(), s, from, func(n int) { fmt.Println(n) })
		})
	}
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
	on, err := edtf.Parse("2025-09-04")
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

// crashes is a database whose writers, and which itself, are killed again and again.
type crashes struct {
	dir    string
	random *rand.Rand
	kills  int
	last   int // batch that was acknowledged
	sure   int // batches that were there when last looked at
}

// kept fails the test unless the batches that were acknowledged are there, the next one wholly or not at all.
func (c *crashes) kept(t *testing.T, s *store.Store, from int) {
	t.Helper()
	for n := from; n < c.last+2; n++ {
		b, err := batch(n)
		if err != nil {
			t.Fatal(err)
		}
		outcomes, err := s.Write(t.Context(), b)
		if err != nil {
			t.Fatal(err)
		}
		events := outcomes.Of("events")
		if events.Unchanged != written && (n <= c.last || events.Created != written) {
			t.Errorf("after %d kills, batch %d of %d that were acknowledged: %+v", c.kills, n, c.last+1, events)
		}
	}
	c.last++
	c.sure = c.last + 1
}

// sound fails the test unless all derived keys are right.
func (c *crashes) sound(t *testing.T, s *store.Store) {
	t.Helper()
	if err := s.Check(t.Context(), func(p string) { t.Errorf("after %d kills: %s", c.kills, p) }); err != nil {
		t.Fatal(err)
	}
}

// moment is when to kill after an acknowledgement: anywhere in the next write.
func (c *crashes) moment() time.Duration { return time.Duration(c.random.IntN(40)) * time.Millisecond }

// killWriter starts a program that writes, and kills it while it does.
func (c *crashes) killWriter(t *testing.T) {
	t.Helper()
	const enough = 5 // batches
	c.kills++
	writer := exec.CommandContext(t.Context(), os.Args[0])
	from := c.last + 1
	writer.Env = append(os.Environ(), writerFolder+"="+c.dir, writerFrom+"="+strconv.Itoa(from))
	out, err := writer.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	writer.Stderr = os.Stderr
	if err := writer.Start(); err != nil {
		t.Fatal(err)
	}
	until := from + 1 + c.random.IntN(enough)
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if c.last, err = strconv.Atoi(lines.Text()); err != nil {
			t.Fatal(err)
		}
		if c.last == until {
			time.AfterFunc(c.moment(), func() { _ = writer.Process.Kill() })
		}
	}
	_ = writer.Wait() // it was killed
	if c.last < until {
		t.Fatalf("the writer ended after batch %d", c.last)
	}
}

// killDatabase kills the database while s writes to it.
func (c *crashes) killDatabase(t *testing.T, s *store.Store) {
	t.Helper()
	const enough = 5 // batches
	c.kills++
	st, err := neo4jd.Inspect(c.dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	from := c.last + 1
	until := from + 1 + c.random.IntN(enough)
	err = keepWriting(ctx, s, from, func(n int) {
		if c.last = n; n == until {
			time.AfterFunc(c.moment(), func() {
				if err := syscall.Kill(st.PID, syscall.SIGKILL); err != nil {
					t.Error(err)
				}
				stop() // rather than try again for half a minute
			})
		}
	})
	if c.last < until {
		t.Fatalf("the database ended after batch %d: %v", c.last, err)
	}
}

// life opens the database, kills some writers beside it, and then, unless it is the last one, the database.
func (c *crashes) life(t *testing.T, end bool) {
	t.Helper()
	const writers = 3
	err := small(c.dir).withStore(t.Context(), func(s *store.Store) error {
		c.kept(t, s, c.sure)
		c.sound(t, s)
		for i := 0; i < writers && c.kills < *kills-1; i++ {
			c.killWriter(t)
			c.kept(t, s, c.sure)
		}
		if end {
			c.kept(t, s, 0)
			return nil
		}
		c.killDatabase(t, s)
		return nil
	})
	if err != nil {
		t.Logf("after %d kills, closing the database: %v", c.kills, err)
		if end {
			t.Fail()
		}
	}
}

// alone fails the test where a process that uses the folder stays.
func (c *crashes) alone(t *testing.T) {
	t.Helper()
	within(t, func() error {
		files, err := filepath.Glob("/proc/[0-9]*/cmdline")
		if err != nil {
			return err
		}
		for _, file := range files {
			// What cannot be read is gone.
			if text, _ := os.ReadFile(file); bytes.Contains(text, []byte(c.dir)) {
				return fmt.Errorf("%s: %s", file, bytes.ReplaceAll(text, []byte{0}, []byte{' '}))
			}
		}
		return nil
	})
}

// Programs that write, and their database, are killed while they do. Nothing that was acknowledged is lost, what is
// derived is right, and no process stays. More than two kills: go test ./cmd/demarche -run TestCrash -kills 100
func TestCrash(t *testing.T) {
	managedOnly(t)
	c := &crashes{dir: filepath.Join(t.TempDir(), "data"), random: rand.New(rand.NewPCG(1, 2)), last: -1}
	start := time.Now()
	c.killWriter(t) // the only user of its database
	c.alone(t)
	for c.kills < *kills {
		c.life(t, false)
		t.Logf("%.0f s: %d kills, %d batches", time.Since(start).Seconds(), c.kills, c.last+1)
	}
	c.life(t, true)
	c.alone(t)
}
