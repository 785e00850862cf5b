package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"demarche/graph/store"
	"demarche/internal/neo4jd"
)

// throughFile exports a generated graph to a file and imports the file into a new database. It measures both, and
// Neo4j's admin import of the same graph with its indexes for comparison.
func throughFile(ctx context.Context, o options) error {
	whole := o
	whole.dir = filepath.Join(o.dir, "whole")
	if err := os.MkdirAll(whole.dir, 0o700); err != nil {
		return err
	}
	if err := importGraph(ctx, whole); err != nil {
		return err
	}
	start := time.Now()
	err := withGraph(ctx, whole.dir, func(_ *neo4jd.Server, s *store.Store) error {
		_, err := s.Migrate(ctx)
		return err
	})
	if err != nil {
		return err
	}
	told("constraints and indexes, with a start and a stop", o.events, start)
	file := filepath.Join(o.dir, "all.jsonl")
	if err := command(ctx, o, "exported", "--data-dir", whole.dir, "export", "jsonl", "--quiet", "-o", file); err != nil {
		return err
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	say(fmt.Sprintf("the file: %d MB", info.Size()>>20))
	return command(ctx, o, "imported from it, with indexes", "--data-dir", filepath.Join(o.dir, "again"), "import", "events", file, "--quiet")
}

// command runs the program that is measured, and tells how long it took and how much memory of its own.
func command(ctx context.Context, o options, what string, args ...string) error {
	cmd := exec.CommandContext(ctx, o.program, args...) //nolint:gosec // who measures names the program
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	// What the system says of an ended process has that of its children in it: of Java.
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for peak := 0; ; {
		select {
		case <-tick.C:
			peak = max(peak, usageOf(cmd.Process.Pid).peakMB)
		case err := <-ended:
			if err != nil {
				return fmt.Errorf("%s: %w", what, err)
			}
			told(what, o.events, start)
			say(fmt.Sprintf("%s: %d MB of memory at most", what, peak))
			return nil
		}
	}
}
