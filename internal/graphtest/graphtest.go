// Package graphtest gives tests a real Neo4j: one with the seed graph that tests only read, one that tests share who
// look at nothing but their own ids, and fresh ones.
package graphtest

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"demarche/graph/store"
	"demarche/internal/neo4jd"
	"demarche/seeds"
)

// Main runs the tests and stops the databases. The TestMain of a package that uses this one calls it and does nothing
// else.
func Main(m *testing.M) {
	code := m.Run()
	for _, d := range []*database{&seeded, &shared} {
		if err := d.close(); err != nil {
			fmt.Fprintln(os.Stderr, "graphtest:", err)
			code = 1
		}
	}
	os.Exit(code)
}

// Seeded returns the store of a database that holds the seed graph and nothing else. It is shared: only read it.
func Seeded(tb testing.TB) *store.Store {
	tb.Helper()
	return seeded.open(tb, true)
}

// Shared returns the store of a database that other tests write to as well: look only at ids of your own.
func Shared(tb testing.TB) *store.Store {
	tb.Helper()
	return shared.open(tb, false)
}

// Fresh returns the store of an empty database of the test's own.
func Fresh(tb testing.TB) *store.Store {
	tb.Helper()
	return Imported(tb, nil)
}

// Beside returns another program's store of the database that Shared gives.
func Beside(tb testing.TB) *store.Store {
	tb.Helper()
	Shared(tb)
	s, err := store.Open(shared.config)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(context.WithoutCancel(tb.Context())); err != nil {
			tb.Error(err)
		}
	})
	return s
}

// Imported returns the store of a database of the test's own, made by Neo4j's admin import with these arguments.
func Imported(tb testing.TB, args []string) *store.Store {
	tb.Helper()
	d := &database{imported: args}
	s := d.open(tb, false)
	tb.Cleanup(func() {
		if err := d.close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

var seeded, shared database

// database is a Neo4j that starts when it is first asked for.
type database struct {
	imported []string // arguments of the admin import; nil: begins empty
	once     sync.Once
	config   store.Config
	store    *store.Store
	stop     func() error
	err      error
}

const patience = 10 * time.Minute

func (d *database) open(tb testing.TB, seed bool) *store.Store {
	tb.Helper()
	d.once.Do(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		d.err = d.start(ctx, seed)
	})
	if d.err != nil {
		tb.Fatal("no database for tests:", d.err)
	}
	return d.store
}

func (d *database) close() error {
	if d.stop == nil {
		return nil
	}
	return d.stop()
}

// start opens the seeded database that NEO4J_URI names, if it names one, or starts one. What writes always gets one of
// its own.
func (d *database) start(ctx context.Context, seed bool) error {
	config := store.Config{
		URI: os.Getenv("NEO4J_URI"), Username: os.Getenv("NEO4J_USERNAME"), Password: os.Getenv("NEO4J_PASSWORD"), Database: os.Getenv("NEO4J_DATABASE"),
	}
	release := func(context.Context) error { return nil }
	if config.URI == "" || !seed {
		dir, err := os.MkdirTemp("", "demarche-test-")
		if err != nil {
			return err
		}
		managed := neo4jd.Config{DataDir: dir, HeapMB: 768, PageCacheMB: 128}
		if d.imported != nil {
			if err := neo4jd.Import(ctx, managed, d.imported); err != nil {
				return err
			}
		}
		server, err := neo4jd.Open(ctx, managed)
		if err != nil {
			return err
		}
		config = store.Config{URI: server.URI, Username: server.Username, Password: server.Password}
		release = func(ctx context.Context) error {
			defer os.RemoveAll(dir)
			return server.Close(ctx)
		}
	}
	s, err := store.Open(config)
	if err != nil {
		return err
	}
	d.config, d.store = config, s
	d.stop = func() error {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := s.Close(ctx); err != nil {
			return err
		}
		return release(ctx)
	}
	if _, err := s.Migrate(ctx); err != nil {
		return err
	}
	if seed {
		_, err = seeds.Load(ctx, s)
	}
	return err
}
