package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"demarche/internal/neo4jd"
)

func TestPace(t *testing.T) {
	var p pace
	start := time.Unix(0, 0)
	var due []int
	for second := range 300 {
		if p.due(start.Add(time.Duration(second) * time.Second)) {
			due = append(due, second)
		}
	}
	if got, want := len(due), 10; got != want || due[1]-due[0] != 1 || due[9]-due[8] != 60 {
		t.Errorf("due at %v, want %d times", due, want)
	}
	if !p.due(start.Add(time.Hour)) || !p.due(start.Add(time.Hour+time.Second)) {
		t.Error("after an hour of peace it has to wait")
	}
}

// reason is what /readyz answers with.
func (s *served) reason(t *testing.T) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/readyz", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := s.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// A server finds its managed database again after it was stopped and started, starts one that died, and says what
// became of it. When its folder is deleted, nothing is left running.
func TestServe_managed(t *testing.T) {
	managedOnly(t)
	t.Setenv("NEO4J_URI", "")
	dir := filepath.Join(t.TempDir(), "data")
	t.Setenv("DEMARCHE_NEO4J_HEAP_MB", "512")
	t.Setenv("DEMARCHE_NEO4J_PAGECACHE_MB", "64")
	s := serveHere(t, "--data-dir", dir)
	status := func() neo4jd.Status {
		t.Helper()
		st, err := neo4jd.Inspect(dir)
		if err != nil {
			t.Fatal(err)
		}
		return st
	}
	first := status()
	if err := syscall.Kill(first.PID, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	s.becomes(t, http.StatusServiceUnavailable)
	s.away(t)
	s.back(t)
	if again := status(); again.PID == first.PID || again.PID == 0 {
		t.Errorf("%+v", again)
	}

	if err := neo4jd.Stop(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	s.becomes(t, http.StatusServiceUnavailable)
	s.away(t)
	within(t, func() error {
		if why := s.reason(t); !strings.Contains(why, "demarche db start") {
			return errors.New(why)
		}
		return nil
	})
	if status().Running {
		t.Error("a database that was stopped was started again")
	}
	if err := run(t.Context(), []string{"db", "start", "--data-dir", dir}, streams{nil, io.Discard, io.Discard}); err != nil {
		t.Fatal(err)
	}
	s.back(t)

	last := status()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	within(t, func() error {
		if why := s.reason(t); !strings.Contains(why, "was deleted") || !strings.Contains(why, dir) {
			return errors.New(why)
		}
		return nil
	})
	s.away(t)
	within(t, func() error {
		if err := syscall.Kill(last.PID, 0); !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("Neo4j (process %d) was left running: %w", last.PID, cmp.Or(err, errors.New("it is alive")))
		}
		return nil
	})
}

// A wrong variable is named, and what it holds is not shown where that is secret.
func TestConnect_namesVariables(t *testing.T) {
	managedOnly(t)
	db := openDatabase(t, filepath.Join(t.TempDir(), "data"))
	const secret = "a-secret-word"
	for _, tt := range []struct{ uri, user, password, database, names string }{
		// After three wrong passwords Neo4j refuses right ones too: this comes first.
		{db.URI, "neo4j", db.Password, "elsewhere", "NEO4J_DATABASE"},
		{db.URI, "neo4j", secret, "", "NEO4J_PASSWORD"},
		{db.URI, "neo4j", "", "", "NEO4J_PASSWORD is not set"},
		{db.URI, "somebody", db.Password, "", "NEO4J_USERNAME"},
		{"https://example.org", "neo4j", secret, "", "NEO4J_URI"},
		{"bolt://neo4j:" + secret + "@a b", "neo4j", secret, "", "NEO4J_URI"},
		{"bolt://neo4j:" + secret + "@127.0.0.1:1", "neo4j", secret, "", "NEO4J_URI"},
	} {
		for name, value := range map[string]string{
			"NEO4J_URI": tt.uri, "NEO4J_USERNAME": tt.user, "NEO4J_PASSWORD": tt.password, "NEO4J_DATABASE": tt.database,
		} {
			t.Setenv(name, value)
		}
		for _, command := range []string{"seed", "doctor"} {
			if command == "seed" && strings.HasSuffix(tt.uri, ":1") {
				continue // it tries for half a minute
			}
			var said bytes.Buffer
			err := run(t.Context(), []string{command}, streams{nil, &said, &said})
			text := said.String()
			if err != nil {
				text += err.Error()
			}
			if err == nil || !strings.Contains(text, tt.names) {
				t.Errorf("%+v: %s", tt, text)
			}
			if strings.Contains(text, "tries again") {
				t.Errorf("%+v: %s waits for a database that answered: %s", tt, command, text)
			}
			if strings.Contains(text, secret) || strings.Contains(text, db.Password) {
				t.Errorf("%s shows the password: %s", command, text)
			}
		}
	}
}

// With NEO4J_URI no command touches the managed database.
func TestDB_refusesWithURI(t *testing.T) {
	t.Setenv("NEO4J_URI", "bolt://neo4j:word@127.0.0.1:1")
	commands := 0
	for _, name := range []string{"start", "stop", "status", "path", "backup", "restore"} {
		node := commandNamed(t, name)
		if node.Parent == nil || node.Parent.Name != "db" {
			t.Fatalf("%s is %s", name, node.FullPath())
		}
		commands++
		args := []string{"db", name}
		if len(node.Positional) > 0 {
			args = append(args, filepath.Join(t.TempDir(), "file"))
		}
		err := run(context.Background(), args, streams{nil, io.Discard, io.Discard})
		if err == nil || !strings.Contains(err.Error(), "NEO4J_URI") || strings.Contains(err.Error(), "word") {
			t.Errorf("db %s: %v", name, err)
		}
	}
	if all := len(commandNamed(t, "backup").Parent.Children); all != commands {
		t.Errorf("db has %d commands, %d were tried", all, commands)
	}
}
