package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"demarche/graph"
	"demarche/graph/store"
	"demarche/internal/neo4jd"
)

// stopPatience bounds the time in which the database stops.
const stopPatience = 90 * time.Second

func (a *app) managed() neo4jd.Config {
	return neo4jd.Config{
		DataDir: a.DataDir, HeapMB: int(a.HeapMB), PageCacheMB: int(a.PageCacheMB),
		Notify: func(line string) { fmt.Fprintln(a.err, line) },
	}
}

// opened holds a store and its managed database, if it has one.
type opened struct {
	*store.Store
	server *neo4jd.Server // nil with NEO4J_URI
}

// connect opens the database that the environment names. Otherwise it opens the managed one, and starts it if
// necessary.
func (a *app) connect(ctx context.Context) (*opened, error) {
	config := store.Config{URI: a.Neo4jURI, Username: a.Neo4jUsername, Password: os.Getenv("NEO4J_PASSWORD"), Database: a.Neo4jDatabase}
	o := &opened{}
	if config.URI == "" {
		var err error
		if o.server, err = neo4jd.Open(ctx, a.managed()); err != nil {
			return nil, err
		}
		config = configOf(o.server)
	}
	s, err := store.Open(config)
	if err != nil {
		return nil, errors.Join(a.named(err), o.release(ctx))
	}
	o.Store = s
	return o, nil
}

func configOf(s *neo4jd.Server) store.Config {
	return store.Config{URI: s.URI, Username: s.Username, Password: s.Password}
}

// release releases the managed database. It stops the database if no other process uses it.
func (o *opened) release(ctx context.Context) error {
	if o.server == nil {
		return nil
	}
	return released(ctx, o.server.Close)
}

func released(ctx context.Context, release func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopPatience)
	defer cancel()
	return release(ctx)
}

// withDatabase runs work on a database whose schema is up to date, and closes it.
func (a *app) withDatabase(ctx context.Context, work func(o *opened) error) (err error) {
	o, err := a.connect(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, released(ctx, o.Close), o.release(ctx)) }()
	if err := a.upToDate(ctx, o.Store); err != nil {
		return a.explained(err)
	}
	return a.explained(work(o))
}

// withStore calls withDatabase for work that needs only the store.
func (a *app) withStore(ctx context.Context, work func(s *store.Store) error) error {
	return a.withDatabase(ctx, func(o *opened) error { return work(o.Store) })
}

func (a *app) upToDate(ctx context.Context, s *store.Store) error {
	err := s.Ready(ctx)
	answers := errors.Is(err, store.ErrCredentials) || errors.Is(err, store.ErrNoDatabase)
	if a.Neo4jURI != "" && errors.Is(err, graph.ErrUnavailable) && !answers {
		a.log.WarnContext(ctx, "no Neo4j answers yet; demarche tries again for about a minute", "uri", redacted(a.Neo4jURI))
	}
	ran, err := s.Migrate(ctx)
	if err != nil {
		return fmt.Errorf("bringing the database's schema up to date: %w", err)
	}
	if ran > 0 {
		a.log.InfoContext(ctx, "database schema brought up to date", "migrations", ran)
	}
	return nil
}

// explained adds the cause to an error, if it is known: a problem with the data folder, which Neo4j does not report,
// or a wrong environment variable.
func (a *app) explained(err error) error {
	switch {
	case err == nil:
		return nil
	case a.Neo4jURI != "":
		return a.named(err)
	}
	return errors.Join(err, neo4jd.CheckFolder(a.DataDir))
}

// named adds the environment variable to check to an error of another Neo4j. It shows no password.
func (a *app) named(err error) error {
	uri := redacted(a.Neo4jURI)
	switch {
	case errors.Is(err, store.ErrCredentials) && os.Getenv("NEO4J_PASSWORD") == "":
		return fmt.Errorf("NEO4J_PASSWORD is not set: %s asks for the password of NEO4J_USERNAME, %q: %w", uri, a.Neo4jUsername, err)
	case errors.Is(err, store.ErrCredentials):
		return fmt.Errorf("NEO4J_USERNAME (%q) or NEO4J_PASSWORD is wrong for %s: %w", a.Neo4jUsername, uri, err)
	case errors.Is(err, store.ErrNoDatabase):
		return fmt.Errorf("NEO4J_DATABASE (%q) is wrong for %s: %w", a.Neo4jDatabase, uri, err)
	case errors.Is(err, graph.ErrUnavailable):
		return fmt.Errorf("NEO4J_URI: no Neo4j answers at %s: %w", uri, err)
	case errors.Is(err, store.ErrAddress):
		if strings.Contains(a.Neo4jURI, "@") { // what it says may hold a password
			err = store.ErrAddress
		}
		return fmt.Errorf("NEO4J_URI (%s): %w; one looks like bolt://127.0.0.1:7687 or neo4j+s://graph.example.org", uri, err)
	}
	return err
}

// redacted returns an address without its password.
func redacted(uri string) string {
	u, err := url.Parse(uri)
	if err != nil {
		return "an address that cannot be read"
	}
	return u.Redacted()
}
