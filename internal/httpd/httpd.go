// Package httpd serves GraphQL, the explorer, the GraphiQL page, health and metrics over HTTP. It knows nothing of the
// domain.
package httpd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/vektah/gqlparser/v2/ast"
	"go.opentelemetry.io/otel/trace"

	"demarche/internal/operations"
)

// Config holds the content and the settings of a Server.
type Config struct {
	Addr           string                   // where it will listen, "host:port"; clients may address it by this host
	Schema         graphql.ExecutableSchema // required
	ErrorPresenter graphql.ErrorPresenterFunc
	Recover        graphql.RecoverFunc
	// AroundRequest gives every GraphQL request its context: loaders, for instance. Token is that of "Authorization:
	// Bearer", empty if there is none. It may be nil.
	AroundRequest func(ctx context.Context, token string) context.Context
	// Trusted reports whether a token allows larger bodies (Limits.TrustedBytes). It may be nil: no token does.
	Trusted func(token string) bool
	SDL     string // what /schema.graphql shows
	// Exports answers GET /export/{format}; a limited number runs at a time. It may be nil.
	Exports  http.Handler
	Examples fs.FS // *.graphql, offered in GraphiQL; may be nil
	// Ready returns why the server cannot answer, or nil if it can. Clients see its text. It may be nil.
	Ready        func(context.Context) error
	AllowedHosts []string // names beside the loopback ones and Addr's under which the server is addressed; "*": any
	Origins      Origins  // other sites whose pages may ask; the zero value: none
	Limits       Limits   // the zero value: DefaultLimits
	Log          *slog.Logger
	Traces       trace.TracerProvider   // where spans go; nil for none
	Version      string                 // sent as Server: demarche/VERSION
	Metrics      []prometheus.Collector // shown by /metrics beside the server's own
}

// Server answers HTTP requests. Create one with New.
type Server struct {
	log     *slog.Logger
	limits  Limits
	hosts   hosts
	metrics *metrics
	ready   *readiness
	streams *streams
	traces  trace.TracerProvider
	handler http.Handler
}

// New returns a server. It fails if it cannot read an example.
func New(c Config) (*Server, error) {
	if c.Limits == (Limits{}) {
		c.Limits = DefaultLimits()
	}
	s := &Server{
		log:     cmp.Or(c.Log, slog.Default()),
		limits:  c.Limits,
		hosts:   newHosts(c.Addr, c.AllowedHosts),
		metrics: newMetrics(c.Metrics...),
		ready:   &readiness{check: c.Ready},
		traces:  c.Traces,
	}
	s.streams = newStreams(s.limits, s.metrics)
	examples, err := readExamples(c.Examples)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	running := newInFlight(s.limits)
	explorer := explorerPage()
	mux.Handle("/graphql", s.graphql(c, running))
	for pattern, h := range map[string]http.Handler{
		"GET /graphiql/":      graphiqlPage(),
		"GET /graphiql":       relativeRedirect("graphiql/"),
		"GET /{$}":            explorer,
		"GET /assets/":        explorer,
		"GET /licenses.md":    explorer,
		"GET /schema.graphql": page("text/plain; charset=utf-8", []byte(c.SDL)),
		"GET /examples.json":  page("application/json", examples),
	} {
		mux.Handle(pattern, running.bounded(h))
	}
	if c.Exports != nil {
		exporting := newInFlight(Limits{PerClient: (s.limits.Exports + 1) / 2, InFlight: s.limits.Exports})
		mux.Handle("GET /export/{format}", running.bounded(exporting.bounded(codedStream(c.Exports))))
	}
	mux.HandleFunc("GET /livez", live)
	mux.Handle("GET /readyz", s.ready)
	mux.Handle("GET /metrics", s.metrics.handler())
	s.handler = s.observed(s.guarded(c.Origins.sharing(mux), "demarche/"+cmp.Or(c.Version, "devel")))
	return s, nil
}

// quietRoutes are requested all the time, and logged at debug level.
var quietRoutes = map[string]bool{"/livez": true, "/readyz": true, "/metrics": true}

func (s *Server) graphql(c Config, running *inFlight) http.Handler {
	cache := queryCache{newCache[*ast.QueryDocument]()}
	exec := operations.New(c.Schema)
	exec.SetQueryCache(cache)
	exec.SetParserTokenLimit(s.limits.Tokens)
	if c.ErrorPresenter != nil {
		exec.SetErrorPresenter(c.ErrorPresenter)
	}
	if c.Recover != nil {
		exec.SetRecoverFunc(c.Recover)
	}
	text := guard{limits: s.limits, cache: cache}
	exec.Use(text)
	exec.AroundRootFields(s.metrics.rootField)
	exec.AroundRootFields(tracedField)
	plain := overHTTP{
		limits:  s.limits,
		origins: c.Origins,
		exec:    exec,
		guard:   text,
		around:  c.AroundRequest,
		seen:    s.metrics.told,
		known:   newCache[string](),
		running: running,
		streams: s.streams,
		bodies:  newBodies(s.limits, c.Trusted),
	}
	sockets := overWebSocket{plain, s.log, newOpen(s.limits, "WebSockets")}
	// Without gqlgen's handler.Server, which would answer panics itself.
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = r.WithContext(graphql.StartOperationTrace(r.Context()))
		if upgrades(r) {
			sockets.ServeHTTP(w, r)
			return
		}
		plain.ServeHTTP(w, r)
	})
}

// guarded checks the Host header and sets the headers that every answer has.
func (s *Server) guarded(next http.Handler, version string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Server", version)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		if !s.hosts.known(r.Host) {
			writeRefusal(w, r, mediaJSON, http.StatusMisdirectedRequest, refusal(codeUnknownHost,
				"this server is not addressed by that Host; its operator can allow the name"))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Handler returns the handler of all routes, for tests and for other servers.
func (s *Server) Handler() http.Handler { return s.handler }

// Serve answers requests on l until ctx ends. Then it accepts no new ones, waits up to Limits.Shutdown for the running
// ones, closes l and returns nil. Streams end at once; their clients reconnect to another instance, or to this one.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	const slack = 10 * time.Second // to send an answer
	server := &http.Server{
		Handler:           s.handler,
		ReadHeaderTimeout: min(5*time.Second, s.limits.Read),
		ReadTimeout:       s.limits.Read,
		WriteTimeout:      s.limits.Read + s.limits.Timeout + slack,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}
	s.ready.stopping.Store(true)
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.limits.Shutdown)
	defer cancel()
	s.streams.stop()
	err := server.Shutdown(limit)
	s.streams.wait(limit)
	if errors.Is(err, context.DeadlineExceeded) {
		s.log.WarnContext(ctx, "requests were cut off", "after", s.limits.Shutdown)
		err = server.Close()
	}
	if err != nil {
		return fmt.Errorf("shutting down: %w", err)
	}
	return nil
}
