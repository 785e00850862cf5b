package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"demarche/graph"
	"demarche/internal/files"
	"demarche/internal/neo4jd"
)

type dbCmd struct {
	Start   dbStartCmd   `cmd:"" help:"Start it, to run until db stop."`
	Stop    dbStopCmd    `cmd:"" help:"Stop it, also if another program started it."`
	Status  dbStatusCmd  `cmd:"" help:"Say whether and where it runs. The exit status is 3 if it does not."`
	Path    dbPathCmd    `cmd:"" help:"Print the data folder."`
	Backup  dbBackupCmd  `cmd:"" help:"Write all data to a file."`
	Restore dbRestoreCmd `cmd:"" help:"Read all data from such a file."`
}

type dbStartCmd struct{}

// Run starts the database and leaves it running.
func (c *dbStartCmd) Run(ctx context.Context, a *app) error {
	s, err := neo4jd.StartDetached(ctx, a.managed())
	if err != nil {
		return err
	}
	fmt.Fprintln(a.out, s.URI)
	return released(ctx, s.Close)
}

type dbStopCmd struct{}

// Run stops the database.
func (c *dbStopCmd) Run(ctx context.Context, a *app) error {
	err := neo4jd.Stop(ctx, a.DataDir)
	if errors.Is(err, neo4jd.ErrNotRunning) {
		fmt.Fprintln(a.err, "the database was not running")
		return nil
	}
	return err
}

type dbStatusCmd struct{}

const statusStopped exitCode = 3

// Run describes the database.
func (c *dbStatusCmd) Run(a *app) error {
	st, err := neo4jd.Inspect(a.DataDir)
	if err != nil {
		return err
	}
	fmt.Fprintln(a.out, "data folder:", st.DataDir)
	if st.Exists {
		fmt.Fprintln(a.out, "Neo4j:      ", st.Version)
	}
	if !st.Running {
		fmt.Fprintln(a.out, "not running")
		return statusStopped
	}
	fmt.Fprintf(a.out, "running:     %s (process %d, since %s)\n", st.URI, st.PID, st.Started.Format(time.DateTime))
	fmt.Fprintln(a.out, "user:        neo4j; the password is in", st.PasswordFile)
	if st.Detached {
		fmt.Fprintln(a.out, "it runs until db stop")
	}
	return nil
}

type dbPathCmd struct{}

// Run prints the data folder.
func (c *dbPathCmd) Run(a *app) error {
	_, err := fmt.Fprintln(a.out, a.DataDir)
	return err
}

type dbBackupCmd struct {
	File outputPath `arg:"" help:"The file to write, which must not be there; - for standard output."`
}

// Run writes a dump.
func (c *dbBackupCmd) Run(ctx context.Context, a *app) error {
	dump := func(w io.Writer) error { return neo4jd.Dump(ctx, a.managed(), w) }
	switch {
	case c.File != files.Std:
		return toFile(ctx, string(c.File), private, dump)
	case isTerminal(a.out):
		return fmt.Errorf("%w: a backup is nothing to read on a terminal; name a file", graph.ErrBadInput)
	}
	return dump(a.out)
}

type dbRestoreCmd struct {
	File  inputPath `arg:"" help:"A file that db backup wrote; - for standard input."`
	Force bool      `help:"Replace the data that are there."`
}

// Run loads a dump.
func (c *dbRestoreCmd) Run(ctx context.Context, a *app) error {
	in, err := files.Open(ctx, string(c.File), a.in)
	if err != nil {
		return err
	}
	defer in.Close()
	return neo4jd.Load(ctx, a.managed(), in, c.Force)
}
