// Command bench measures the server beside a raw handler that runs the same statements over the driver, in turn in one
// run, and prints the ratio of their throughputs with what both cost.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"demarche/graph/store"
	"demarche/internal/gen"
	"demarche/internal/httpd"
	"demarche/internal/neo4jd"
	"demarche/resolvers"
	"demarche/schema"
)

type options struct {
	events, rounds  int
	connections     []int
	round           time.Duration
	dir, only       string
	program         string
	written, loaded bool
}

func main() {
	var o options
	flag.IntVar(&o.events, "events", 20_000, "events of the generated graph")
	flag.IntVar(&o.rounds, "rounds", 5, "rounds of each side, after one that warms up")
	connections := flag.String("connections", "8", "requests at a time; several numbers with commas")
	flag.DurationVar(&o.round, "round", 2*time.Second, "length of a round")
	flag.StringVar(&o.dir, "data-dir", "", "keep the generated graph in this folder, or measure the one there; empty: a temporary one")
	flag.StringVar(&o.only, "only", "", "questions whose names hold this")
	flag.StringVar(&o.program, "program", "bin/demarche", "the server to measure")
	flag.BoolVar(&o.written, "written", false, "load the graph through the store, in batches, instead of the admin import")
	flag.BoolVar(&o.loaded, "load-only", false, "measure the loading alone")
	flag.Parse()
	for n := range strings.SplitSeq(*connections, ",") {
		many, err := strconv.Atoi(n)
		if err != nil || many < 1 {
			fmt.Fprintf(os.Stderr, "bench: -connections %s: not a number of requests\n", n)
			os.Exit(2)
		}
		o.connections = append(o.connections, many)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) (err error) {
	if o.dir == "" {
		if o.dir, err = os.MkdirTemp("", "demarche-bench-"); err != nil {
			return err
		}
		defer os.RemoveAll(o.dir)
	}
	_, err = os.Stat(filepath.Join(o.dir, "data"))
	empty := errors.Is(err, fs.ErrNotExist)
	if empty && !o.written {
		if err := importGraph(ctx, o); err != nil {
			return err
		}
	}
	db, err := neo4jd.Open(ctx, neo4jd.Config{DataDir: o.dir, Notify: say})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close(context.WithoutCancel(ctx))) }()
	seen := &capture{}
	s, err := store.Open(store.Config{URI: db.URI, Username: db.Username, Password: db.Password, Observe: seen.see})
	if err != nil {
		return err
	}
	defer s.Close(context.WithoutCancel(ctx))
	start := time.Now()
	if _, err := s.Migrate(ctx); err != nil {
		return err
	}
	if empty {
		told("constraints and indexes", o.events, start)
	}
	if empty && o.written {
		if err := write(ctx, s, o); err != nil {
			return err
		}
	}
	if o.loaded {
		return nil
	}
	driver, err := neo4j.NewDriverWithContext(db.URI, neo4j.BasicAuth(db.Username, db.Password, ""), func(c *config.Config) { c.TelemetryDisabled = true })
	if err != nil {
		return err
	}
	defer driver.Close(context.WithoutCancel(ctx))
	return measure(ctx, o, db, s, driver, seen)
}

func say(line string) { fmt.Fprintln(os.Stderr, line) }

// inProcess is the API without its server: it tells which statements a question runs.
func inProcess(ctx context.Context, s *store.Store) (url string, err error) {
	root := resolvers.New(s)
	server, err := httpd.New(httpd.Config{
		Schema: gen.NewExecutableSchema(gen.Config{Resolvers: root}), AroundRequest: root.Request, SDL: schema.SDL(),
		Log: slog.New(slog.DiscardHandler), ErrorPresenter: resolvers.Presenter(slog.Default()), AllowedHosts: []string{"*"},
	})
	if err != nil {
		return "", err
	}
	return serve(ctx, server.Handler())
}

// serve listens on a free port of loopback until ctx ends.
func serve(ctx context.Context, h http.Handler) (string, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	server := &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = server.Serve(l) }()
	context.AfterFunc(ctx, func() { _ = server.Close() })
	return "http://" + l.Addr().String(), nil
}
