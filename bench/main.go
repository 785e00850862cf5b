// Command bench compares the throughput of the server with two others. One is a raw handler that runs the same
// statements over the driver; the other is another GraphQL server. It measures them in turn in one run, and prints the
// ratios of their throughputs and their costs. Run it from the top of the repository.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"demarche/graph/store"
	"demarche/internal/neo4jd"
)

type options struct {
	events, rounds  int
	connections     []int
	round, soak     time.Duration
	dir, only       string
	program         string
	written, loaded bool
	peer, hits, raw bool
	file            bool
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
	flag.BoolVar(&o.peer, "peer", false, "measure @neo4j/graphql on graphql-yoga too, which npm installs the first time")
	flag.BoolVar(&o.hits, "hits", false, "say what each question costs the database, instead of measuring")
	flag.BoolVar(&o.file, "file", false, "measure the program's export to a file and its import from it, beside the admin import")
	flag.DurationVar(&o.soak, "soak", 0, "ask the server for so long, at a moderate rate, and say each minute what memory it holds, instead of measuring")
	flag.BoolVar(&o.raw, "raw", false, "be the raw handlers that another bench measures")
	flag.Parse()
	for n := range strings.SplitSeq(*connections, ",") {
		many, err := strconv.Atoi(n)
		if err != nil || many < 1 {
			fmt.Fprintf(os.Stderr, "bench: -connections %s: not a number of requests\n", n)
			os.Exit(2)
		}
		o.connections = append(o.connections, many)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) (err error) {
	if o.raw {
		return serveRaw(ctx)
	}
	if o.dir == "" {
		if o.dir, err = os.MkdirTemp("", "demarche-bench-"); err != nil {
			return err
		}
		defer os.RemoveAll(o.dir)
	}
	if err := os.MkdirAll(o.dir, 0o700); err != nil {
		return err
	}
	if o.file {
		return throughFile(ctx, o)
	}
	_, err = os.Stat(filepath.Join(o.dir, "data"))
	empty := errors.Is(err, fs.ErrNotExist)
	if empty && !o.written {
		if err := importGraph(ctx, o); err != nil {
			return err
		}
	}
	return withGraph(ctx, o.dir, func(db *neo4jd.Server, s *store.Store) error { return onGraph(ctx, o, db, s, empty) })
}

// onGraph loads what is not loaded yet, and measures what was asked for.
func onGraph(ctx context.Context, o options, db *neo4jd.Server, s *store.Store, empty bool) error {
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
	switch {
	case o.loaded:
		return nil
	case o.hits:
		return hits(ctx, s)
	case o.soak > 0:
		return soak(ctx, o, db, s)
	}
	return measure(ctx, o, db, s)
}

// withGraph uses the database of a folder.
func withGraph(ctx context.Context, dir string, use func(*neo4jd.Server, *store.Store) error) (err error) {
	db, err := neo4jd.Open(ctx, neo4jd.Config{DataDir: dir, Notify: say})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close(context.WithoutCancel(ctx))) }()
	s, err := store.Open(store.Config{URI: db.URI, Username: db.Username, Password: db.Password})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close(context.WithoutCancel(ctx))) }()
	return use(db, s)
}

func say(line string) { fmt.Fprintln(os.Stderr, line) }

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
