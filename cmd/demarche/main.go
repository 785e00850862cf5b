// Command demarche runs the event-timeline knowledge graph: database, API, seed graph and tools.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"github.com/alecthomas/kong"

	"demarche/export"
	"demarche/graph"
)

// cli defines the command line. Flags take precedence over the environment.
type cli struct {
	DataDir  string `help:"Folder of the managed database." env:"DEMARCHE_DATA_DIR" type:"path" placeholder:"DIR"`
	LogLevel string `help:"debug, info, warn or error." env:"DEMARCHE_LOG_LEVEL" enum:"debug,info,warn,error" default:"info"`

	Neo4jURI      string `name:"neo4j-uri" help:"Use this Neo4j instead of the managed one." env:"NEO4J_URI" placeholder:"URI"`
	Neo4jUsername string `name:"neo4j-username" help:"Its user." env:"NEO4J_USERNAME" default:"neo4j"`
	// The password has no flag: a flag stands in the process list.
	Neo4jDatabase string    `name:"neo4j-database" help:"Its database; empty for the default one." env:"NEO4J_DATABASE"`
	HeapMB        mebibytes `help:"Java heap of the managed database, in MiB; 0: what suits the machine." env:"DEMARCHE_NEO4J_HEAP_MB" placeholder:"MB"`
	PageCacheMB   mebibytes `help:"Its page cache, in MiB; 0: what suits the machine." env:"DEMARCHE_NEO4J_PAGECACHE_MB" placeholder:"MB"`

	Serve   serveCmd   `cmd:"" help:"Run the API."`
	Seed    seedCmd    `cmd:"" help:"Load the seed graph; loading it again changes nothing."`
	Import  importCmd  `cmd:"" help:"Import files of the field's formats; importing them again changes nothing."`
	Export  exportCmd  `cmd:"" help:"Write the graph, or some of it, as a file that others read."`
	Resolve resolveCmd `cmd:"" help:"List officials who may be the same person; it merges nobody."`
	Query   queryCmd   `cmd:"" help:"Run one GraphQL document and print JSON."`
	Doctor  doctorCmd  `cmd:"" help:"Say what works and what does not."`
	DB      dbCmd      `cmd:"" name:"db" help:"The managed database."`
	Schema  schemaCmd  `cmd:"" help:"Print the GraphQL schema, or that of the files that import reads."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

// streams holds the standard streams of a command.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// app holds what all commands share.
type app struct {
	*cli
	streams
	log *slog.Logger
}

func main() {
	ctx, stop := untilSignal()
	defer stop()
	err := run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	os.Exit(status(ctx, err, os.Stderr))
}

// status returns the exit status for err. It prints err if nothing has printed it yet.
func status(ctx context.Context, err error, to io.Writer) int {
	signalled, interrupted := errors.AsType[signalled](context.Cause(ctx))
	exit, said := errors.AsType[exitCode](err)
	switch {
	case err == nil:
		return 0
	case said:
		return int(exit)
	case interrupted && errors.Is(err, context.Canceled):
		fmt.Fprintln(to, "demarche:", signalled)
		return signalled.status()
	}
	fmt.Fprintln(to, "demarche:", err)
	return 1
}

// exitCode is an error that ends the program with that status and prints nothing.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// run executes one command line.
func run(ctx context.Context, args []string, s streams) error {
	var c cli
	exited := -1
	parser, err := kong.New(&c, kong.Name("demarche"), kong.UsageOnError(), kong.Writers(s.out, s.err),
		kong.Vars{"formats": formatNames(), "exports": exportNames(), "tables": export.TableNames()},
		kong.ExplicitGroups([]kong.Group{{Key: "filter", Title: "Which events:"}, {Key: "map", Title: "Which map (graphml, gexf, cytoscape), beside kinds, from and to:"}}),
		kong.Description("An event-timeline knowledge graph for diplomacy and trade."),
		kong.Exit(func(code int) { exited = code }), kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		return fmt.Errorf("reading the command line: %w", err)
	}
	command, err := parser.Parse(args)
	if exited >= 0 {
		return exitCode(exited)
	}
	if err != nil {
		return err
	}
	if c.DataDir == "" {
		if c.DataDir, err = defaultDataDir(); err != nil {
			return err
		}
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		return fmt.Errorf("log level: %w", err)
	}
	log := slog.New(slog.NewTextHandler(s.err, &slog.HandlerOptions{Level: level}))
	if c.Neo4jURI != "" && strings.HasPrefix(command.Command(), "db ") {
		return fmt.Errorf("%w: NEO4J_URI is set (%s), and db commands act on the managed database in %s, which is not used then: "+
			"unset it, or use the other Neo4j's own means", graph.ErrBadInput, redacted(c.Neo4jURI), c.DataDir)
	}
	work := func() error { return command.Run(&app{cli: &c, streams: s, log: log}) }
	if command.Command() == "serve" { // it ends in order, and says how long that may take
		return work()
	}
	return interruptible(ctx, work)
}

// defaultDataDir returns the usual folder for a user's data on this system.
func defaultDataDir() (string, error) {
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "demarche"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("no home folder for the data; set --data-dir: %w", err)
	}
	return filepath.Join(home, ".local", "share", "demarche"), nil
}
