package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"demarche/graph/store"
	"demarche/internal/neo4jd"
)

// How long the database may take to stop.
const stopPatience = 90 * time.Second

func (a *app) managed() neo4jd.Config {
	return neo4jd.Config{
		DataDir: a.DataDir, HeapMB: int(a.HeapMB), PageCacheMB: int(a.PageCacheMB),
		Notify: func(line string) { fmt.Fprintln(a.err, line) },
	}
}

// connect opens the database that the environment names, else the managed one, which it starts if need be.
func (a *app) connect(ctx context.Context) (s *store.Store, closeAll func() error, err error) {
	config := store.Config{URI: a.Neo4jURI, Username: a.Neo4jUsername, Password: os.Getenv("NEO4J_PASSWORD"), Database: a.Neo4jDatabase}
	release := func(context.Context) error { return nil }
	if config.URI == "" {
		server, err := neo4jd.Open(ctx, a.managed())
		if err != nil {
			return nil, nil, err
		}
		config = store.Config{URI: server.URI, Username: server.Username, Password: server.Password}
		release = server.Close
	}
	s, err = store.Open(config)
	if err != nil {
		return nil, nil, errors.Join(err, a.released(ctx, release))
	}
	return s, func() error {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopPatience)
		defer cancel()
		return errors.Join(s.Close(ctx), release(ctx))
	}, nil
}

func (a *app) released(ctx context.Context, release func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopPatience)
	defer cancel()
	return release(ctx)
}

// withStore runs work on a database whose schema is up to date, and closes it.
func (a *app) withStore(ctx context.Context, work func(s *store.Store) error) (err error) {
	s, closeAll, err := a.connect(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeAll()) }()
	if err := a.upToDate(ctx, s); err != nil {
		return a.explained(err)
	}
	return a.explained(work(s))
}

func (a *app) upToDate(ctx context.Context, s *store.Store) error {
	ran, err := s.Migrate(ctx)
	if err != nil {
		return fmt.Errorf("bringing the database's schema up to date: %w", err)
	}
	if ran > 0 {
		a.log.InfoContext(ctx, "database schema brought up to date", "migrations", ran)
	}
	return nil
}

// explained adds to a failure what is wrong with the folder of the managed database, which Neo4j does not tell.
func (a *app) explained(err error) error {
	if err == nil || a.Neo4jURI != "" {
		return err
	}
	return errors.Join(err, neo4jd.CheckFolder(a.DataDir))
}
