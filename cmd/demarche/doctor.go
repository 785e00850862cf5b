package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"demarche/graph/store"
	"demarche/internal/neo4jd"
)

type doctorCmd struct {
	Deep bool   `help:"Check every derived key too; starts the managed database if it does not run."`
	Addr string `help:"Where serve would listen." env:"DEMARCHE_ADDR" default:"127.0.0.1:8080"`
}

// Run prints a line for each check: ok, or FAIL with advice. The exit status is 1 if a check fails. It changes
// nothing, and without --deep it starts nothing.
func (c *doctorCmd) Run(ctx context.Context, a *app) error {
	d := &doctor{app: a}
	reachable := true
	if a.Neo4jURI == "" {
		d.java(ctx)
		d.maven()
		d.dataFolder()
		reachable = d.running(c.Deep)
	}
	if reachable {
		d.database(ctx, c.Deep)
	}
	d.port(ctx, c.Addr)
	if d.failed {
		return exitCode(1)
	}
	return nil
}

// doctor prints findings.
type doctor struct {
	*app
	failed bool
}

func (d *doctor) ok(what, format string, args ...any) {
	fmt.Fprintf(d.out, "ok    %s: %s\n", what, fmt.Sprintf(format, args...))
}

func (d *doctor) fail(what, format string, args ...any) {
	d.failed = true
	fmt.Fprintf(d.out, "FAIL  %s: %s\n", what, fmt.Sprintf(format, args...))
}

func (d *doctor) java(ctx context.Context) {
	java, err := neo4jd.FindJava(ctx)
	if err != nil {
		d.fail("Java", "%v", err)
		return
	}
	d.ok("Java", "%s, %s", java.Version, java.Path)
}

// maven checks for Maven, which is needed until Neo4j has been fetched.
func (d *doctor) maven() {
	fetched, err := neo4jd.Fetched(d.managed())
	path, missing := exec.LookPath("mvn")
	switch {
	case err != nil:
		d.fail("Neo4j", "%v", err)
	case fetched:
		d.ok("Neo4j", "%s has been fetched", neo4jd.DefaultVersion)
	case missing != nil:
		d.fail("Maven", "there is no mvn on PATH to fetch Neo4j with: install Maven (Debian and Ubuntu: apt install maven; "+
			"macOS: brew install maven), or set NEO4J_URI to use a Neo4j that runs elsewhere")
	default:
		d.ok("Maven", "%s; it fetches Neo4j %s at the first start", path, neo4jd.DefaultVersion)
	}
}

const leastFreeMB = 256

func (d *doctor) dataFolder() {
	const what = "data folder"
	info, err := os.Stat(d.DataDir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.ok(what, "%s is not there yet; the first start makes it", d.DataDir)
	case err != nil:
		d.fail(what, "%v", err)
		return
	case !info.IsDir():
		d.fail(what, "%s is no folder: choose another with --data-dir", d.DataDir)
		return
	case info.Mode().Perm()&0o077 != 0:
		d.fail(what, "others than its owner can enter %s (%s): chmod 700 it", d.DataDir, info.Mode().Perm())
		return
	}
	if err := unix.Access(d.DataDir, unix.R_OK|unix.W_OK|unix.X_OK); err != nil && !errors.Is(err, fs.ErrNotExist) {
		d.fail(what, "%s cannot be written to: %v: make it writable, or choose another with --data-dir", d.DataDir, err)
		return
	}
	free, err := freeMB(d.DataDir)
	switch {
	case err != nil:
		d.fail(what, "%v", err)
	case free < leastFreeMB:
		d.fail(what, "only %d MB are free for %s: make room for at least %d", free, d.DataDir, leastFreeMB)
	default:
		d.ok(what, "%s, %d MB free", d.DataDir, free)
	}
}

// freeMB returns the free disk space at a folder, or at its nearest existing parent.
func freeMB(dir string) (uint64, error) {
	const mib = 1 << 20
	for {
		var disk unix.Statfs_t
		err := unix.Statfs(dir, &disk)
		if above := filepath.Dir(dir); errors.Is(err, unix.ENOENT) && above != dir {
			dir = above
			continue
		}
		if err != nil {
			return 0, &fs.PathError{Op: "statfs", Path: dir, Err: err}
		}
		return disk.Bavail * uint64(disk.Bsize) / mib, nil
	}
}

// running reports whether to check the managed database: it runs, or start allows starting it.
func (d *doctor) running(start bool) bool {
	st, err := neo4jd.Inspect(d.DataDir)
	switch {
	case err != nil:
		d.fail("database", "%v", err)
		return false
	case st.Running || start:
		return true
	}
	d.ok("database", "it does not run, so its data were not looked at: doctor --deep starts it for that")
	return false
}

func (d *doctor) database(ctx context.Context, deep bool) {
	db, err := d.connect(ctx)
	if err != nil {
		d.fail("database", "%v", err)
		return
	}
	if err := db.Ready(ctx); err != nil {
		d.fail("database", "%v", d.explained(err))
	} else {
		d.ok("database", "it answers")
		d.data(ctx, db.Store, deep)
	}
	if err := errors.Join(released(ctx, db.Close), db.release(ctx)); err != nil {
		d.fail("database", "%v", err)
	}
}

func (d *doctor) data(ctx context.Context, s *store.Store, deep bool) {
	have, want, err := s.SchemaVersion(ctx)
	switch {
	case err != nil:
		d.fail("schema", "%v", err)
		return
	case have > want:
		d.fail("schema", "version %d is newer than this program, which knows %d: use a newer demarche", have, want)
		return
	case have < want:
		d.ok("schema", "version %d; the next command that uses the data brings it to %d", have, want)
	default:
		d.ok("schema", "version %d", have)
	}
	counts, err := s.Counts(ctx)
	if err != nil {
		d.fail("data", "%v", err)
		return
	}
	var parts []string
	for _, n := range counts {
		if n.N > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n.N, n.Kind))
		}
	}
	if parts == nil {
		parts = []string{"none yet: demarche seed loads the seed graph"}
	}
	d.ok("data", "%s", strings.Join(parts, ", "))
	if deep {
		d.keys(ctx, s.Check)
	}
}

const shownProblems = 20

// keys checks the whole graph, as store.Store.Check does.
func (d *doctor) keys(ctx context.Context, check func(context.Context, func(problem string)) error) {
	n := 0
	err := check(ctx, func(problem string) {
		if n++; n <= shownProblems {
			d.fail("derived keys", "%s", problem)
		}
	})
	switch {
	case err != nil:
		d.fail("derived keys", "%v", err)
	case n > 0:
		d.fail("derived keys", "%d problems: restore a backup (demarche db restore), or load the data into a new --data-dir", n)
	default:
		d.ok("derived keys", "all are right")
	}
}

const portPatience = 2 * time.Second

// port checks whether serve could listen on addr, and otherwise reports what listens there.
func (d *doctor) port(ctx context.Context, addr string) {
	var listen net.ListenConfig
	listener, err := listen.Listen(ctx, "tcp", addr)
	switch {
	case err == nil:
		if err := listener.Close(); err != nil {
			d.fail("port", "%v", err)
			return
		}
		d.ok("port", "%s is free", addr)
	case !errors.Is(err, unix.EADDRINUSE):
		d.fail("port", "%v: choose another address with --addr", err)
	case isDemarche(ctx, addr):
		d.ok("port", "demarche serves at http://%s", addr)
	default:
		d.fail("port", "another program listens at %s: stop it, or choose another address with --addr", addr)
	}
}

func isDemarche(ctx context.Context, addr string) bool {
	ctx, cancel := context.WithTimeout(ctx, portPatience)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+"/livez", nil)
	if err != nil {
		return false
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return false
	}
	defer answer.Body.Close()
	return strings.HasPrefix(answer.Header.Get("Server"), "demarche/")
}
