package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"demarche/graph"
	"demarche/graph/store"
	"demarche/ingest"
	"demarche/internal/files"
)

type importCmd struct {
	Format    string      `arg:"" help:"The files' format: auto, or one of ${formats}."`
	Files     []inputPath `arg:"" help:"Files or pipes, - for standard input: plain, .gz or .zip."`
	DryRun    bool        `help:"Say what would change and which rows would be rejected, and change nothing."`
	EachRow   bool        `help:"Of gdelt: each row is an event of its own, instead of those of one happening together."`
	Dates     string      `enum:"dmy,mdy," default:"" help:"The order of dates such as 03/02/2001: dmy (3 February) or mdy (2 March); what each column shows otherwise."`
	Traveller string      `placeholder:"NAME" help:"Of visits: who travelled, if the files do not name them."`
	Country   string      `placeholder:"COUNTRY" help:"Of visits: the travellers' own country, such as USA or Japan, if the files do not name it."`
	Decimals  string      `enum:"comma,point," default:"" help:"The decimal mark: comma (12,5) or point (12.5); what each column shows otherwise."`
	Encoding  string      `help:"The encoding of files that are not UTF-8 or UTF-16, such as windows-1252, windows-1251, gbk, shift_jis or euc-kr." placeholder:"NAME"`
	Rejected  outputPath  `help:"Where rejected rows go, a file that must not be there, or - for standard output; the file's name with .rejected.jsonl otherwise." placeholder:"FILE"`
	Quiet     bool        `help:"Show no progress."`
	JSON      bool        `name:"json" help:"Print the results as JSON."`

	bulkFrom int64 // 0: what the constant says
}

// someRejected is the exit status of an import that rejected rows, in addition to 0 and 1.
const someRejected = 3

func formatNames() string {
	var names []string
	for _, f := range ingest.Formats() {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// Run imports the files one after another. The exit status is 3 if rows were rejected.
func (c *importCmd) Run(ctx context.Context, a *app) error {
	if c.Rejected != "" && len(c.Files) > 1 {
		return fmt.Errorf("%w: --rejected names one file, and %d are imported", graph.ErrBadInput, len(c.Files))
	}
	if c.Rejected == files.Std && c.JSON {
		return fmt.Errorf("%w: --json and --rejected - both write to standard output: give --rejected a file", graph.ErrBadInput)
	}
	if _, err := ingest.EncodingNamed(c.Encoding); err != nil {
		return err
	}
	c.Files = withoutRejects(c.Files)
	for _, f := range c.Files { // before the database is started
		if err := files.Check(string(f)); err != nil {
			return err
		}
	}
	done, err := c.inBulk(ctx, a)
	if done || err != nil {
		return err
	}
	return a.withStore(ctx, func(s *store.Store) error {
		var preview ingest.Previewer
		if c.DryRun {
			preview = s
		}
		results, err := c.files(ctx, a, s, preview)
		return errors.Join(c.tell(a, results), c.status(results, err))
	})
}

// withoutRejects removes files of rejected rows that earlier imports wrote beside other files in paths.
func withoutRejects(paths []inputPath) []inputPath {
	return slices.DeleteFunc(slices.Clone(paths), func(f inputPath) bool {
		return slices.ContainsFunc(
			ingest.RejectsOf(string(f)),
			func(of string) bool { return slices.Contains(paths, inputPath(of)) },
		)
	})
}

// files imports the files. It skips unreadable ones if there are several, and their results give the reason.
func (c *importCmd) files(
	ctx context.Context,
	a *app,
	w ingest.Writer,
	preview ingest.Previewer,
) ([]ingest.Result, error) {
	results := []ingest.Result{}
	for _, path := range c.Files {
		progress, done := c.progress(a.err, string(path))
		result, err := ingest.File(ctx, w, string(path), ingest.Options{
			Format: c.Format, Preview: preview, EachRow: c.EachRow, Country: c.Country, Traveller: c.Traveller,
			Dates: c.Dates, Decimals: c.Decimals, Encoding: c.Encoding,
			Rejected: string(c.Rejected), In: a.in, Out: a.out, Progress: progress,
		})
		done()
		results = append(results, result)
		_, unread := errors.AsType[ingest.Unread](err)
		if err != nil && (!unread || len(c.Files) == 1 || ctx.Err() != nil) {
			return results, err
		}
	}
	return results, nil
}

func (c *importCmd) status(results []ingest.Result, failed error) error {
	if failed != nil {
		return failed
	}
	unread, rejected := 0, 0
	for _, r := range results {
		rejected += r.Rejected
		if r.Error != "" {
			unread++
		}
	}
	switch {
	case unread > 0:
		return fmt.Errorf("%d of %d files could not be read, or not to their end; the others were imported", unread, len(c.Files))
	case rejected > 0:
		return exitCode(someRejected)
	}
	return nil
}

// tell prints the results of the files: as JSON to standard output, else as lines to standard error.
func (c *importCmd) tell(a *app, results []ingest.Result) error {
	if c.JSON {
		out := json.NewEncoder(a.out)
		out.SetIndent("", "  ")
		return out.Encode(results)
	}
	for _, r := range results {
		if r.Error != "" && len(c.Files) > 1 {
			fmt.Fprintln(a.err, "not imported:", r.Error)
		}
		if r.Error != "" && r.Rows == 0 {
			continue
		}
		would := ""
		if r.DryRun {
			would = " (nothing was changed)"
		}
		fmt.Fprintf(a.err, "%s: %d rows of %s: %d created, %d updated, %d unchanged, %d rejected%s\n",
			r.File, r.Rows, r.Format, r.Created, r.Updated, r.Unchanged, r.Rejected, would)
		tellDecisions(a.err, r.Resolution)
		for _, n := range r.Notes {
			fmt.Fprintln(a.err, " ", n)
		}
		if r.Left > 0 {
			fmt.Fprintf(a.err, "  %d values cannot be read and are left out; the rest of their rows is kept\n", r.Left)
		}
		if r.Rejects != "" {
			fmt.Fprintln(a.err, "  rejected rows, with reasons:", r.Rejects)
		}
		tellRejections(a.err, r)
	}
	if c.DryRun && len(c.Files) > 1 {
		fmt.Fprintln(a.err, "Each file was compared with the graph as it is, without what the files before it would write.")
	}
	return nil
}

// tellDecisions says what the rules changed.
func tellDecisions(w io.Writer, r graph.Resolution) {
	for _, c := range []struct {
		what       string
		made, back int
		see        string
	}{
		{"officials found to be one person", r.Merged, r.Unmerged, " (demarche resolve --merged)"},
		{"events found to be one with another source's", r.SameEvents, r.Separated, ""},
		{"events found to lie within a visit", r.Nested, r.Unnested, ""},
	} {
		if c.made+c.back > 0 {
			fmt.Fprintf(w, "  %s: %d, no longer: %d%s\n", c.what, c.made, c.back, c.see)
		}
	}
}

// tellRejections prints the rows that a dry run would reject.
func tellRejections(to io.Writer, r ingest.Result) {
	for _, row := range r.Rejections {
		what := "rejected"
		if row.Kept {
			what = "left out"
		}
		fmt.Fprintf(to, "  would be %s: line %d, %s: %s\n", what, row.Line, row.Field, row.Reason)
	}
	if more := r.Rejected + r.Left - len(r.Rejections); more > 0 && len(r.Rejections) > 0 {
		fmt.Fprintf(to, "  … and %d more; --rejected FILE lists all\n", more)
	}
}

// progress shows the progress of a file's import: as a bar on a terminal, else as a line a minute.
func (c *importCmd) progress(to io.Writer, path string) (show func(ingest.Progress), done func()) {
	if c.Quiet {
		return nil, func() {}
	}
	if f, ok := to.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		bar := progressbar.NewOptions64(-1,
			progressbar.OptionSetWriter(to), progressbar.OptionSetDescription(path), progressbar.OptionShowBytes(true),
			progressbar.OptionThrottle(200*time.Millisecond),
			progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish(), progressbar.OptionFullWidth())
		return func(p ingest.Progress) {
			bar.ChangeMax64(p.Size)
			_ = bar.Set64(min(p.Read, p.Size))
		}, func() { _ = bar.Finish() }
	}
	started, last := time.Now(), time.Now()
	return func(p ingest.Progress) {
		if time.Since(last) < time.Minute {
			return
		}
		last = time.Now()
		took := time.Since(started)
		left := "unknown"
		if p.Read > 0 {
			left = time.Duration(float64(took) * (float64(p.Size)/float64(p.Read) - 1)).Round(time.Second).String()
		}
		fmt.Fprintf(to, "%s: %d rows, %.0f rows/s, %s left\n", path, p.Rows, float64(p.Rows)/took.Seconds(), left)
	}, func() {}
}
