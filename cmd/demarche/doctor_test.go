package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// demarche runs a command line and returns what it prints.
func demarche(tb testing.TB, args ...string) (out string, err error) {
	tb.Helper()
	var stdout, stderr bytes.Buffer
	err = run(tb.Context(), args, streams{strings.NewReader(""), &stdout, &stderr})
	if err != nil {
		tb.Logf("demarche %v: %v\n%s", args, err, stderr.String())
	}
	return stdout.String(), err
}

// lines fails the test unless each text begins a line of what was printed.
func lines(tb testing.TB, printed string, want ...string) {
	tb.Helper()
	for _, w := range want {
		if !strings.Contains("\n"+printed, "\n"+w) {
			tb.Errorf("no line begins with %q:\n%s", w, printed)
		}
	}
}

func managedOnly(t *testing.T) {
	t.Helper()
	t.Setenv("NEO4J_URI", "")
	t.Setenv("DEMARCHE_ADDR", "127.0.0.1:0")
}

func TestDoctor_life(t *testing.T) {
	managedOnly(t)
	dir := filepath.Join(t.TempDir(), "data")
	doctor := func(args ...string) string {
		t.Helper()
		out, err := demarche(t, append([]string{"--data-dir", dir, "doctor"}, args...)...)
		if err != nil {
			t.Error(err)
		}
		return out
	}
	lines(t, doctor(), "ok    Java: ", "ok    data folder: "+dir+" is not there yet", "ok    database: it does not run", "ok    port: 127.0.0.1:0 is free")
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("doctor made the data folder: %v", err)
	}

	t.Cleanup(func() {
		if err := run(context.WithoutCancel(t.Context()), []string{"--data-dir", dir, "db", "stop"}, streams{nil, &bytes.Buffer{}, &bytes.Buffer{}}); err != nil {
			t.Error(err)
		}
	})
	if _, err := demarche(t, "--data-dir", dir, "--heap-mb", "512", "--page-cache-mb", "64", "db", "start"); err != nil {
		t.Fatal(err)
	}
	lines(t, doctor(), "ok    Neo4j: ", "ok    database: it answers", "ok    schema: version 0; ", "ok    data: none yet: demarche seed")
	if _, err := demarche(t, "--data-dir", dir, "seed"); err != nil {
		t.Fatal(err)
	}
	out := doctor("--deep")
	lines(t, out, "ok    data folder: "+dir+", ", "ok    schema: version ", "ok    data: ", "ok    derived keys: all are right")
	if !strings.Contains(out, " officials, ") || strings.Contains(out, "FAIL") {
		t.Error(out)
	}
}

func TestDoctor_failures(t *testing.T) {
	managedOnly(t)
	other := httptest.NewServer(http.NotFoundHandler())
	defer other.Close()
	ours := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Server", "demarche/1") }))
	defer ours.Close()
	closed, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := closed.Addr().String()
	closed.Close()
	open := t.TempDir()
	if err := os.Chmod(open, 0o755); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}

	tests := map[string]struct {
		args, want []string
		env        map[string]string
	}{
		"folder for all":       {args: []string{"--data-dir", open}, want: []string{"FAIL  data folder: others than its owner can enter"}},
		"folder is a file":     {args: []string{"--data-dir", file}, want: []string{"FAIL  data folder: "}},
		"another program":      {args: []string{"--addr", other.Listener.Addr().String()}, want: []string{"FAIL  port: another program listens at"}},
		"no such address":      {args: []string{"--addr", "203.0.113.1:80"}, want: []string{"FAIL  port: ", "ok    Java"}},
		"no Java":              {env: map[string]string{"JAVA_HOME": "", "PATH": t.TempDir()}, want: []string{"FAIL  Java: "}},
		"nothing fetched":      {env: map[string]string{"XDG_CACHE_HOME": t.TempDir(), "PATH": t.TempDir()}, want: []string{"FAIL  Maven: there is no mvn on PATH"}},
		"nobody at NEO4J_URI":  {args: []string{"--neo4j-uri", "bolt://" + nobody}, want: []string{"FAIL  database: ", "ok    port: "}},
		"NEO4J_URI is nothing": {args: []string{"--neo4j-uri", "file:///x"}, want: []string{"FAIL  database: "}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			for k, v := range tt.env {
				t.Setenv(k, v)
			}
			args := append([]string{"doctor", "--data-dir", filepath.Join(t.TempDir(), "none")}, tt.args...)
			out, err := demarche(t, args...)
			var exit exitCode
			if !errors.As(err, &exit) || exit != 1 {
				t.Errorf("error %v, want exit status 1", err)
			}
			lines(t, out, tt.want...)
		})
	}
	t.Run("demarche itself", func(t *testing.T) {
		out, err := demarche(t, "doctor", "--data-dir", filepath.Join(t.TempDir(), "none"), "--addr", ours.Listener.Addr().String())
		if err != nil {
			t.Error(err)
		}
		lines(t, out, "ok    port: demarche serves at ")
	})
}

func TestDoctor_keys(t *testing.T) {
	var out bytes.Buffer
	d := &doctor{app: &app{streams: streams{out: &out}}}
	d.keys(t.Context(), func(_ context.Context, report func(string)) error {
		for i := range 50 {
			report(fmt.Sprintf("problem %d", i))
		}
		return nil
	})
	lines(t, out.String(), "FAIL  derived keys: problem 0\n", "FAIL  derived keys: problem 19\n", "FAIL  derived keys: 50 problems: ")
	if !d.failed || strings.Contains(out.String(), "problem 20\n") {
		t.Error(out.String())
	}
}
