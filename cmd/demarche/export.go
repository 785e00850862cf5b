package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/term"

	"demarche/export"
	"demarche/graph"
	"demarche/graph/store"
	"demarche/internal/files"
)

type exportCmd struct {
	Format string     `arg:"" help:"One of ${exports}."`
	Output outputPath `short:"o" help:"The file to write, which must not be there; standard output if none is given, or -." placeholder:"FILE"`
	What   string     `help:"Of tables, which one: ${tables}." placeholder:"TABLE"`
	Quiet  bool       `help:"Show no progress."`

	Actors    []string `group:"filter" help:"Events in which these take part: ids." placeholder:"ID"`
	Countries []string `group:"filter" help:"… these countries, themselves or through officials." placeholder:"CODE"`
	Match     string   `group:"filter" help:"One of these actors or countries, or every one: any, all." placeholder:"MATCH"`
	Kinds     []string `group:"filter" help:"… of one of these kinds." placeholder:"KIND"`
	Roles     []string `group:"filter" help:"… in which an actor has one of these roles." placeholder:"ROLE"`
	Places    []string `group:"filter" help:"… held in one of these places." placeholder:"ID"`
	Sources   []string `group:"filter" help:"… of one of these sources." placeholder:"ID"`
	From      string   `group:"filter" help:"… from this date on, EDTF." placeholder:"DATE"`
	To        string   `group:"filter" help:"… up to this date." placeholder:"DATE"`
	Certainty string   `group:"filter" help:"… possibly in that window, or certainly: possible, certain." placeholder:"CERTAINTY"`
	Text      string   `group:"filter" help:"… with these words in title or summary." placeholder:"WORDS"`
	TopLevel  bool     `group:"filter" help:"… that are no part of another."`

	Around   []string `group:"map" help:"Draw the map around these actors: ids." placeholder:"ID"`
	Depth    positive `group:"map" help:"How many steps from them." placeholder:"N"`
	MaxNodes positive `group:"map" help:"How many actors at most." placeholder:"N"`
	Bucket   string   `group:"map" help:"Of gexf: show when actors share events, by day, month, quarter, year or wider." placeholder:"BUCKET"`
}

func exportNames() string {
	var names []string
	for _, f := range export.Formats() {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// parameters returns the flags as the parameters of GET /export.
func (c *exportCmd) parameters() url.Values {
	p := url.Values{}
	for name, list := range map[string][]string{
		"actors": c.Actors, "countries": c.Countries, "kinds": c.Kinds, "roles": c.Roles, "places": c.Places, "sources": c.Sources,
		"what": given(c.What), "match": given(c.Match), "from": given(c.From), "to": given(c.To), "certainty": given(c.Certainty), "text": given(c.Text),
		"around": c.Around, "depth": number(c.Depth), "maxNodes": number(c.MaxNodes), "bucket": given(c.Bucket),
	} {
		if len(list) > 0 {
			p[name] = list
		}
	}
	if c.TopLevel {
		p.Set("topLevel", strconv.FormatBool(c.TopLevel))
	}
	return p
}

// given returns a list with the value, or nil if the value is empty.
func given(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}

func number(n positive) []string {
	if n == 0 {
		return nil
	}
	return []string{strconv.Itoa(int(n))}
}

// Run writes the whole file, or nothing.
func (c *exportCmd) Run(ctx context.Context, a *app) error {
	format, err := export.FormatNamed(c.Format)
	if err != nil {
		return err
	}
	request, err := format.Parse(c.parameters())
	if err != nil {
		return err
	}
	if c.Output == files.Std {
		c.Output = ""
	}
	if c.Output == "" && format.Binary && isTerminal(a.out) {
		return fmt.Errorf("%w: %s is nothing to read on a terminal; name a file with -o", graph.ErrBadInput, format.Name)
	}
	return a.withStore(ctx, func(s *store.Store) error {
		s = s.Patient()
		if c.Output == "" {
			return format.Write(ctx, s, request, a.out)
		}
		return toFile(ctx, string(c.Output), everybody, func(w io.Writer) error {
			progress := c.progress(a.err, w)
			err := format.Write(ctx, s, request, progress)
			progress.end()
			return err
		})
	})
}

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// Who may read a file.
const (
	everybody = 0o644
	private   = 0o600
)

// toFile calls write with a temporary file beside path. When the file is complete, it renames the file to path, unless
// path exists by then.
func toFile(ctx context.Context, path string, mode fs.FileMode, write func(io.Writer) error) error {
	out, err := files.Create(ctx, path)
	if err != nil {
		return err
	}
	if err := write(out); err != nil {
		out.Discard()
		return err
	}
	return out.Commit(mode)
}

// A counter shows on a terminal how much was written to it.
type counter struct {
	to, terminal io.Writer
	bytes        int64
	shown        time.Time
}

func (c *exportCmd) progress(terminal, to io.Writer) *counter {
	if c.Quiet || !isTerminal(terminal) {
		terminal = nil
	}
	return &counter{to: to, terminal: terminal}
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.to.Write(b)
	c.bytes += int64(n)
	if c.terminal != nil && time.Since(c.shown) > 200*time.Millisecond {
		c.shown = time.Now()
		fmt.Fprintf(c.terminal, "\r%.1f MB", float64(c.bytes)/1e6)
	}
	return n, err
}

func (c *counter) end() {
	if c.terminal != nil {
		fmt.Fprintf(c.terminal, "\r%.1f MB\n", float64(c.bytes)/1e6)
	}
}
