package neo4jd

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestServer_Life follows one database: opened, shared, crashed, dumped, restored elsewhere.
func TestServer_Life(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data: folder")
	first := mustOpen(t, dir)
	if err := addEvent(t.Context(), connect(t, first), 0); err != nil {
		t.Fatal(err)
	}

	t.Run("is private", func(t *testing.T) { checkPrivate(t, first) })

	t.Run("is out of reach of Ctrl-C", func(t *testing.T) {
		group, err := syscall.Getpgid(first.neo4j.PID)
		if err != nil || group == syscall.Getpgrp() {
			t.Errorf("Neo4j is in process group %d (%v), as this process", group, err)
		}
	})

	t.Run("is shared", func(t *testing.T) {
		second := mustJoin(t, dir)
		if second.neo4j != first.neo4j || second.Password != first.Password {
			t.Fatalf("the second user got another Neo4j: %+v, not %+v", second.neo4j, first.neo4j)
		}
		if err := Dump(t.Context(), testConfig(dir), io.Discard); !errors.Is(err, ErrRunning) {
			t.Errorf("Dump of a running database: %v, want ErrRunning", err)
		}
		mustClose(t, first) // it started it, but is not the last
		mustClose(t, first) // a second time does nothing
		if got := events(t, second); !cmp.Equal(got, []int64{0}) {
			t.Errorf("after the first user closed: %v", got)
		}
		mustClose(t, second)
		if second.neo4j.alive() {
			t.Error("Neo4j runs after its last user closed")
		}
	})

	var committed []int64
	t.Run("survives a crash in the middle of writing", func(t *testing.T) {
		committed = crash(t, mustJoin(t, dir))
		s := mustJoin(t, dir)
		got := events(t, s)
		if len(got) > len(committed)+1 { // one may have been committed without an answer
			t.Errorf("%d events, but only %d and one more were written", len(got), len(committed))
		}
		if diff := cmp.Diff(committed, got[:min(len(got), len(committed))]); diff != "" {
			t.Errorf("committed events are gone (-committed +found):\n%s", diff)
		}
		committed = got
		kill9(t, s) // so that Dump has something to repair
	})

	t.Run("is dumped and loaded", func(t *testing.T) {
		var dumped bytes.Buffer
		if err := Dump(t.Context(), testConfig(dir), &dumped); err != nil {
			t.Fatal(err)
		}
		if err := Load(t.Context(), testConfig(dir), bytes.NewReader(dumped.Bytes()), false); !errors.Is(err, ErrDataExists) {
			t.Errorf("Load over a database: %v, want ErrDataExists", err)
		}
		other := filepath.Join(t.TempDir(), "other")
		if err := Load(t.Context(), testConfig(other), &dumped, false); err != nil {
			t.Fatal(err)
		}
		if err := Load(t.Context(), testConfig(other), strings.NewReader("no dump"), true); err == nil {
			t.Error("Load of junk succeeded")
		}
		s := mustOpen(t, other)
		if diff := cmp.Diff(committed, events(t, s)); diff != "" {
			t.Errorf("the restored database differs (-dumped +restored):\n%s", diff)
		}
		mustClose(t, s)
	})
}

// mustJoin opens a folder that another call stops at the end.
func mustJoin(t *testing.T, dir string) *Server {
	t.Helper()
	s, err := Open(t.Context(), testConfig(dir))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func checkPrivate(t *testing.T, s *Server) {
	t.Helper()
	err := filepath.WalkDir(string(s.folder), func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // Neo4j is at work
		}
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		if err != nil || !info.Mode().IsRegular() || path == s.folder.passwordFile() {
			return nil //nolint:nilerr // what is gone holds no secret
		}
		if text, err := os.ReadFile(path); err == nil && bytes.Contains(text, []byte(s.Password)) {
			t.Errorf("the password stands in %s", path)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Error(err)
	}
	seen := false
	for _, line := range lines {
		text, _ := os.ReadFile(line)
		if bytes.Contains(text, []byte(s.Password)) {
			t.Errorf("the password stands in %s", line)
		}
		seen = seen || bytes.Contains(text, []byte("--home-dir="+string(s.folder)))
	}
	if len(lines) > 0 && !seen {
		t.Error("Neo4j's own command line was not among those looked at")
	}
}

// crash kills Neo4j while it is written to, and returns what was committed, the event that was there included.
func crash(t *testing.T, s *Server) []int64 {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	driver := connect(t, s)
	progress := make(chan int)
	go func() {
		defer close(progress)
		for n := 1; addEvent(ctx, driver, n) == nil; n++ {
			progress <- n
		}
	}()
	committed := []int64{0}
	for n := range progress {
		committed = append(committed, int64(n))
		if n == 50 {
			kill9(t, s)
			cancel() // the driver would try again for long
		}
	}
	return committed
}

func kill9(t *testing.T, s *Server) {
	t.Helper()
	if err := s.neo4j.signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	mustEnd(t, s.neo4j)
	mustClose(t, s)
}

// TestServer_Processes is about several processes on one folder, and about what becomes of Neo4j when they are killed.
func TestServer_Processes(t *testing.T) {
	dir := t.TempDir()
	stopAtEnd(t, dir)

	a, b := startHelper(t, "open", dir), startHelper(t, "open", dir)
	neo4j := a.neo4j(t)
	if other := b.neo4j(t); other != neo4j {
		t.Fatalf("two processes started two: %+v and %+v", neo4j, other)
	}
	a.kill(t)
	c := mustJoin(t, dir)
	if err := addEvent(t.Context(), connect(t, c), 7); err != nil {
		t.Fatalf("after one of two users was killed: %v", err)
	}
	mustClose(t, c)
	if !neo4j.alive() {
		t.Fatal("Neo4j ended with a user that was not the last")
	}
	b.kill(t)
	mustEnd(t, neo4j)

	d := startHelper(t, "detach", dir)
	neo4j = d.neo4j(t)
	d.exit(t)
	status, err := Inspect(dir)
	if err != nil {
		t.Fatal(err)
	}
	if !status.Running || !status.Detached || status.PID != neo4j.PID || status.Version != DefaultVersion ||
		!status.Exists {
		t.Errorf("status of a detached Neo4j: %+v", status)
	}
	e := mustJoin(t, dir)
	if got := events(t, e); !cmp.Equal(got, []int64{7}) {
		t.Errorf("after all were killed: %v", got)
	}
	mustClose(t, e)
	if !neo4j.alive() {
		t.Fatal("a detached Neo4j ended with its user")
	}
	if err := Stop(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	if neo4j.alive() {
		t.Error("Neo4j runs after Stop")
	}
	if err := Stop(t.Context(), dir); !errors.Is(err, ErrNotRunning) {
		t.Errorf("Stop of a stopped one: %v, want ErrNotRunning", err)
	}
}

func TestOpen_Cancelled(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	var child process
	cfg := testConfig(dir)
	cfg.Notify = func(line string) {
		if st, err := folder(dir).readState(); err == nil && st != nil && strings.Contains(line, "1 s") {
			child = st.Process
			cancel()
		}
	}
	s, err := Open(ctx, cfg)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Open = %v, %v, want context.Canceled", s, err)
	}
	if child.PID == 0 || child.alive() {
		t.Errorf("Neo4j (%+v) was left behind", child)
	}
}

func TestOpen_FailsWithLog(t *testing.T) {
	dir := t.TempDir()
	if err := errors.Join(MakeFolder(dir), os.MkdirAll(filepath.Join(dir, "data"), 0o700)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "data", "databases"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), testConfig(dir))
	if err == nil {
		t.Fatal("Open succeeded without a place for its data")
	}
	t.Log(err)
	if !strings.Contains(err.Error(), "did not start") || !strings.Contains(err.Error(), filepath.Join(dir, "data", "databases")) {
		t.Errorf("the error lacks the end of Neo4j's log: %v", err)
	}
	if status, err := Inspect(dir); err != nil || status.Running {
		t.Errorf("after a failed start: %+v, %v", status, err)
	}
}
