// Package graphtest gives tests a real Neo4j: one with the seed graph that tests only read, one that tests share who
// look at nothing but their own ids, and fresh ones.
package graphtest

import (
	"context"
	"errors"
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
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := errors.Join(seeded.close(), shared.close(), databases.close(ctx)); err != nil {
		fmt.Fprintln(os.Stderr, "graphtest:", err)
		code = 1
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

// Fresh returns the store of a database that is empty, and the test's own until it ends.
func Fresh(tb testing.TB) *store.Store {
	tb.Helper()
	return Imported(tb, nil)
}

// Beside returns another program's store of the database that Shared gives.
func Beside(tb testing.TB) *store.Store {
	tb.Helper()
	return Limited(tb, store.DefaultLimits())
}

// Limited returns another program's store of the database that Shared gives, with limits of its own.
func Limited(tb testing.TB, limits store.Limits) *store.Store {
	tb.Helper()
	Shared(tb)
	config := shared.config
	config.Limits = limits
	s, err := store.Open(config)
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

var (
	seeded, shared database
	databases      pool
)

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

// start opens the seeded database that NEO4J_URI names, if it names one, or takes one of the pool. What writes never
// gets one that somebody else named.
func (d *database) start(ctx context.Context, seed bool) (err error) {
	config := store.Config{
		URI: os.Getenv("NEO4J_URI"), Username: os.Getenv("NEO4J_USERNAME"), Password: os.Getenv("NEO4J_PASSWORD"), Database: os.Getenv("NEO4J_DATABASE"),
	}
	release := func(context.Context) error { return nil }
	switch {
	case d.imported != nil:
		config, release, err = importedWith(ctx, d.imported)
	case config.URI == "" || !seed:
		config, release, err = databases.take(ctx)
	}
	if err != nil {
		return err
	}
	s, err := store.Open(config)
	if err != nil {
		return err
	}
	d.config, d.store = config, s
	d.stop = func() error {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		return errors.Join(s.Close(ctx), release(ctx))
	}
	if _, err := s.Migrate(ctx); err != nil {
		return err
	}
	if seed {
		_, err = seeds.Load(ctx, s)
	}
	return err
}

// importedWith starts a Neo4j on what the admin import makes.
func importedWith(
	ctx context.Context,
	args []string,
) (config store.Config, release func(context.Context) error, err error) {
	dir, err := os.MkdirTemp("", "demarche-test-")
	if err != nil {
		return config, nil, err
	}
	if err := neo4jd.Import(ctx, sized(dir), args); err != nil {
		return config, nil, err
	}
	server, err := neo4jd.Open(ctx, sized(dir))
	if err != nil {
		return config, nil, err
	}
	config = store.Config{URI: server.URI, Username: server.Username, Password: server.Password}
	return config, func(ctx context.Context) error {
		defer os.RemoveAll(dir)
		return server.Close(ctx)
	}, nil
}
