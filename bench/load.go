package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"demarche/graph/store"
	"demarche/internal/neo4jd"
	"demarche/internal/synthetic"
)

// importGraph makes a database of a generated graph by Neo4j's admin import.
func importGraph(ctx context.Context, o options) error {
	if err := neo4jd.MakeFolder(o.dir); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(o.dir, "import-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	start := time.Now()
	args, err := synthetic.Files(ctx, dir, o.events)
	if err != nil {
		return err
	}
	told("files written", o.events, start)
	start = time.Now()
	defer told("imported, without indexes", o.events, start)
	return neo4jd.Import(ctx, neo4jd.Config{DataDir: o.dir, Notify: say}, args)
}

// write loads a generated graph through the store.
func write(ctx context.Context, s *store.Store, o options) error {
	start, last, done, before := time.Now(), time.Now(), 0, 0
	for b, err := range synthetic.Batches(o.events) {
		if err != nil {
			return err
		}
		if _, err := s.Write(ctx, b); err != nil {
			return fmt.Errorf("after %d events: %w", done, err)
		}
		done += len(b.Events)
		if done-before >= 10_000 {
			told(fmt.Sprintf("%d events, the last %d", done, done-before), done-before, last)
			last, before = time.Now(), done
		}
	}
	told("written", o.events, start)
	return nil
}

func told(what string, events int, since time.Time) {
	took := time.Since(since)
	say(fmt.Sprintf("%s: %.1f s, %.0f events/s", what, took.Seconds(), float64(events)/took.Seconds()))
}
