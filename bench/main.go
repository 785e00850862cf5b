// Command bench measures the server beside a raw handler that runs the same statements over the driver, in turn in one
// run, and prints the ratio of their throughputs.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
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

// The questions: a page of a pair with participants, place and sources; an official with offices and the last events; a
// series with its changes; a map.
var questions = []struct{ name, query string }{
	{"timeline of a pair, 50 events", `{ timeline(filter: {actors: ["official:bench-0", "official:bench-1"], match: ALL}, first: 50) { edges { cursor node {
		id kind title summary date { edtf label } participants { roles actor { id name } } place { name country { code name } } sources { quote source { title url } } } } pageInfo { hasNextPage endCursor } } }`},
	{"official with offices and 20 events", `{ official(id: "official:bench-2") { id name country { name } offices { from { edtf } to { edtf } post { title organization { name } } }
		timeline(first: 20) { nodes { id title date { edtf } participants { roles actor { id name } office { post { title } } } } } } }`},
	{"tradeSeries, 216 months with changes", `{ tradeSeries(reporter: "USA", partner: "CHN", flow: EXPORT) { id figures { period value quantum basis yoy { computed reported agreement } mom { computed } } missing } }`},
	{"relationshipMap around one official", `{ relationshipMap(around: ["official:bench-3"], maxNodes: 40) { nodes { id label type degree } edges { id source target weight first last kinds { kind count } } omitted { nodes } } }`},
}

type options struct {
	events, rounds, connections int
	round                       time.Duration
	dir                         string
	written                     bool
}

func main() {
	var o options
	flag.IntVar(&o.events, "events", 20_000, "events of the generated graph")
	flag.IntVar(&o.rounds, "rounds", 7, "rounds of each side")
	flag.IntVar(&o.connections, "connections", 8, "requests at a time")
	flag.DurationVar(&o.round, "round", 2*time.Second, "length of a round")
	flag.StringVar(&o.dir, "data-dir", "", "keep the generated graph in this folder; empty: a temporary one")
	flag.BoolVar(&o.written, "written", false, "load the graph through the store, in batches, instead of the admin import")
	flag.Parse()
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
	driver, err := neo4j.NewDriverWithContext(db.URI, neo4j.BasicAuth(db.Username, db.Password, ""), func(c *config.Config) { c.TelemetryDisabled = true })
	if err != nil {
		return err
	}
	defer driver.Close(context.WithoutCancel(ctx))
	return measure(ctx, o, s, driver, seen)
}

func say(line string) { fmt.Fprintln(os.Stderr, line) }

func measure(ctx context.Context, o options, s *store.Store, driver neo4j.DriverWithContext, seen *capture) error {
	root := resolvers.New(s)
	server, err := httpd.New(httpd.Config{
		Schema: gen.NewExecutableSchema(gen.Config{Resolvers: root}), AroundRequest: root.Request, SDL: schema.SDL(),
		Log: slog.New(slog.DiscardHandler), ErrorPresenter: resolvers.Presenter(slog.Default()), AllowedHosts: []string{"*"},
	})
	if err != nil {
		return err
	}
	ours, err := serve(ctx, server.Handler())
	if err != nil {
		return err
	}
	fmt.Printf("%-40s %12s %12s %8s %8s %8s\n", "question", "server req/s", "raw req/s", "ratio", "least", "most")
	for _, q := range questions {
		body, err := json.Marshal(map[string]string{"query": q.query})
		if err != nil {
			return err
		}
		var problem error
		calls := seen.of(func() { problem = ask(ctx, ours+"/graphql", body) })
		if problem != nil {
			return fmt.Errorf("%s: %w", q.name, problem)
		}
		theirs, err := serve(ctx, raw(driver, calls))
		if err != nil {
			return err
		}
		if err := compare(ctx, o, q.name, ours+"/graphql", theirs+"/", body); err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
	}
	return nil
}

// compare asks both sides in turn and prints the medians.
func compare(ctx context.Context, o options, name, ours, theirs string, body []byte) error {
	var a, b, ratios []float64
	for i := range o.rounds + 1 {
		x, err := load(ctx, o, ours, body)
		if err != nil {
			return err
		}
		y, err := load(ctx, o, theirs, body)
		if err != nil {
			return err
		}
		if i > 0 { // the first round warms up
			a, b, ratios = append(a, x), append(b, y), append(ratios, x/y)
		}
	}
	fmt.Printf("%-40s %12.0f %12.0f %8.2f %8.2f %8.2f\n", name, median(a), median(b), median(ratios), slices.Min(ratios), slices.Max(ratios))
	return nil
}

func median(in []float64) float64 {
	slices.Sort(in)
	return in[len(in)/2]
}

// load asks from several connections for one round and returns answers per second.
func load(ctx context.Context, o options, url string, body []byte) (float64, error) {
	ctx, cancel := context.WithTimeout(ctx, o.round+10*time.Second)
	defer cancel()
	var done atomic.Int64
	var failed atomic.Value
	start := time.Now()
	var wg sync.WaitGroup
	for range o.connections {
		wg.Go(func() {
			for time.Since(start) < o.round && failed.Load() == nil {
				if err := ask(ctx, url, body); err != nil {
					failed.Store(err)
					return
				}
				done.Add(1)
			}
		})
	}
	wg.Wait()
	if err, ok := failed.Load().(error); ok {
		return 0, err
	}
	return float64(done.Load()) / time.Since(start).Seconds(), nil
}

var client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true}}

func ask(ctx context.Context, url string, body []byte) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK || bytes.HasPrefix(answer, []byte(`{"errors"`)) {
		return fmt.Errorf("%s: %.300s", response.Status, answer)
	}
	return nil
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
