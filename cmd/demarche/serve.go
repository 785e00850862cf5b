package main

import (
	"context"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"demarche/export"
	"demarche/graph/store"
	"demarche/ingest"
	"demarche/internal/gen"
	"demarche/internal/httpd"
	"demarche/resolvers"
	"demarche/schema"
	"demarche/seeds"
)

type serveCmd struct {
	Addr           string   `help:"Where to listen." env:"DEMARCHE_ADDR" default:"127.0.0.1:8080"`
	Seed           bool     `help:"Load the seed graph first."`
	PerClient      positive `name:"requests-per-client" help:"Requests of one client at a time, at most." env:"DEMARCHE_REQUESTS_PER_CLIENT" default:"64"`
	Subscriptions  positive `name:"subscriptions-per-client" help:"Subscriptions, and WebSockets, of one client at a time, at most." env:"DEMARCHE_SUBSCRIPTIONS_PER_CLIENT" default:"32"`
	SlowStatement  span     `help:"From when on a statement of the database is logged as slow; 0: each is." env:"DEMARCHE_SLOW_STATEMENT" default:"1s"`
	TokenSHA256    string   `name:"token-sha256" help:"SHA-256 of the token with which an editor may write; empty: nobody may." env:"DEMARCHE_TOKEN_SHA256" placeholder:"HEX"`
	AllowedHosts   []string `help:"Names, beside loopback's, under which the server may be addressed." env:"DEMARCHE_ALLOWED_HOSTS" placeholder:"HOST"`
	AllowedOrigins []string `help:"Other sites whose pages may ask the API; *: all, to read." env:"DEMARCHE_ALLOWED_ORIGINS" placeholder:"ORIGIN"`
}

// Run serves until the context ends.
func (c *serveCmd) Run(ctx context.Context, a *app) error {
	editor, err := resolvers.ParseEditor(c.TokenSHA256)
	if err != nil {
		return err
	}
	origins, err := httpd.ParseOrigins(c.AllowedOrigins)
	if err != nil {
		return err
	}
	if err := httpd.CheckHosts(c.AllowedHosts); err != nil {
		return err
	}
	defer boundMemory()()
	// The port first: it fails fast, the database does not.
	var listen net.ListenConfig
	listener, err := listen.Listen(ctx, "tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	defer listener.Close()
	return a.withDatabase(ctx, func(db *opened) error {
		if c.Seed {
			if err := load(ctx, a, db.Store); err != nil {
				return err
			}
		}
		statements := httpd.NewStatements(a.log, time.Duration(c.SlowStatement))
		watched := db.Watched(statements.Watch)
		root, err := resolvers.New(watched)
		if err != nil {
			return err
		}
		root = root.EditedBy(editor)
		config := c.config(a, root)
		provider, stop, err := traces(ctx, a.log)
		if err != nil {
			return err
		}
		defer stop()
		config.Addr, config.Origins = listener.Addr().String(), origins
		config.Metrics, config.Traces = []prometheus.Collector{built().metric(), statements.Metric()}, provider
		present := resolvers.Presenter(a.log)
		config.Exports = export.Handler{
			Graph: watched, Present: func(ctx context.Context, err error) any { return present(ctx, err) },
		}
		return c.serve(ctx, a, db, root, config, listener)
	})
}

// serve serves until ctx ends, and watches the managed database.
func (c *serveCmd) serve(
	ctx context.Context,
	a *app,
	db *opened,
	root *resolvers.Root,
	config httpd.Config,
	l net.Listener,
) error {
	warm, keep := &warmup{}, &keeper{app: a, db: db}
	config.Ready, config.Metrics = keep.ready(db.Ready), append(config.Metrics, warm.metric())
	server, err := httpd.New(config)
	if err != nil {
		return err
	}
	beside, cancel := context.WithCancel(ctx)
	var besides sync.WaitGroup
	defer besides.Wait()
	defer cancel()
	besides.Go(func() { warm.run(beside, a, root) })
	if db.server != nil {
		besides.Go(func() { keep.keep(beside) })
	}
	address := "http://" + l.Addr().String() + "/"
	a.log.InfoContext(ctx, "started", "version", built().String(), "address", address, "database", a.described(db))
	fmt.Fprintf(a.err, "demarche is ready: %s\n", address)
	err = server.Serve(ctx, l)
	reason := context.Cause(ctx)
	if err != nil {
		reason = err
	}
	a.log.InfoContext(ctx, "stopped", "version", built().String(), "address", address, "reason", reason)
	return err
}

// described describes the database in use.
func (a *app) described(db *opened) string {
	if db.server == nil {
		return redacted(a.Neo4jURI)
	}
	return db.server.URI + ", managed, in " + a.DataDir
}

func (c *serveCmd) config(a *app, root *resolvers.Root) httpd.Config {
	limits := httpd.DefaultLimits()
	limits.PerClient, limits.StreamsPerClient = int(c.PerClient), int(c.Subscriptions)
	return httpd.Config{
		Schema:         gen.NewExecutableSchema(gen.Config{Resolvers: root}),
		ErrorPresenter: resolvers.Presenter(a.log), Recover: resolvers.Recover,
		AroundRequest: root.Request, Trusted: root.Edits,
		SDL: schema.SDL(), Examples: schema.Examples(), AllowedHosts: c.AllowedHosts,
		Limits: limits, Log: a.log, Version: built().Version,
	}
}

type seedCmd struct{}

// Run loads the seed graph.
func (c *seedCmd) Run(ctx context.Context, a *app) error {
	return a.withStore(ctx, func(s *store.Store) error { return load(ctx, a, s) })
}

// load loads the seed graph and prints the outcomes of its records.
func load(ctx context.Context, a *app, s *store.Store) error {
	outcomes, err := seeds.Load(ctx, s)
	if err != nil {
		return fmt.Errorf("loading the seed graph: %w", err)
	}
	t := outcomes.Of()
	fmt.Fprintf(a.err, "seed graph: %d created, %d updated, %d unchanged\n", t.Created, t.Updated, t.Unchanged)
	return nil
}

type schemaCmd struct {
	Of string `arg:"" optional:"" enum:"graphql,events" default:"graphql" help:"graphql: of the API; events: JSON Schema of the lines that import events reads."`
}

// Run prints the schema.
func (c *schemaCmd) Run(a *app) error {
	text := schema.SDL()
	if c.Of == "events" {
		text = string(ingest.EventsSchema)
	}
	_, err := fmt.Fprint(a.out, text)
	return err
}
