package ingest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"demarche/graph"
	"demarche/graph/country"
	"demarche/internal/files"
)

var rowsAtOnce = 1000 // of one transaction; tests have fewer

// File imports one file. After an error the result says how far it came; running it again goes on and ends in the same
// graph. The error is Unread where that is up to the file.
func File(ctx context.Context, w Writer, path string, o Options) (Result, error) {
	result := Result{File: path, DryRun: o.Preview != nil}
	err := importFile(ctx, w, &result, o)
	if err != nil {
		result.Error = err.Error()
	}
	return result, err
}

func importFile(ctx context.Context, w Writer, result *Result, o Options) error {
	path := result.File
	f, err := openFile(ctx, path, o.In)
	if err != nil {
		return Unread{err}
	}
	defer f.Close()
	result.SHA256, result.Source = f.sha256, "source:file-"+f.sha256[:20]
	named, err := EncodingNamed(o.Encoding)
	if err != nil {
		return err
	}
	home, ok := country.Named(o.Country)
	if o.Country != "" && !ok {
		return fmt.Errorf("%w: --country: %s", graph.ErrBadInput, country.Unknown(o.Country))
	}
	f.look(o.Format, named)
	format, looks, err := f.format(o.Format)
	if err != nil {
		return fmt.Errorf("%s: %w", path, Unread{err})
	}
	result.Format = format.Name
	l := &loader{
		home: home, writer: w, file: f, options: o, result: result, choosy: looks && f.kind == "zip", looks: looks, seen: map[int]survey{}, reading: ctx,
		source: graph.Source{
			ID:        result.Source,
			Title:     titleOf(path),
			SHA256:    f.sha256,
			Format:    format.Name,
			Retrieved: time.Now().UTC().Truncate(time.Second),
		},
		rejects: newRejects(path, o), assumed: graph.NewAssumed(), told: map[string]int{},
	}
	err = l.load(ctx, format)
	var closed error
	result.Rejects, result.Made, closed = l.rejects.close()
	closed = errors.Join(closed, l.assumed.Close())
	if err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// titleOf is the title of a file as a source.
func titleOf(path string) string {
	if path == files.Std {
		return files.Name(path)
	}
	return filepath.Base(path)
}

// loader imports one file.
type loader struct {
	writer  Writer
	file    *file
	options Options
	source  graph.Source
	home    string // code of Options.Country
	result  *Result
	rejects rejects
	choosy  bool     // read those files of an archive alone that look like the format
	left    []string // the others
	notes   []string // on how texts are read

	told          map[string]int    // rows of which the summary says something, by the format of what it says
	contradictory int               // rows
	assumed       *graph.Assumed    // of a dry run: what would have been written
	looks         bool              // whether the content looks like the format
	seen          map[int]survey    // what the columns of each input show, where that was asked for
	retracted     map[string]string // see graph.Update.Retracted
	reading       context.Context   //nolint:containedctx // of the goroutine that reads: it ends in load
}

// load reads in one goroutine and writes in this one.
func (l *loader) load(ctx context.Context, format Format) error {
	reading, stop := context.WithCancel(ctx)
	defer stop()
	batches := make(chan []*Row, 1)
	var unread error // why reading ended early
	go func() {
		defer close(batches)
		unread = l.read(reading, format, batches)
	}()
	var err error
	for rows := range batches {
		if err == nil {
			err = l.write(ctx, rows)
		}
		if err != nil {
			stop() // and take what comes until the reader has seen it
		}
	}
	switch {
	case err == nil && unread != nil && ctx.Err() == nil:
		err = Unread{unread}
	case err == nil:
		err = unread
	}
	if err != nil {
		return err
	}
	l.result.Contradictory = l.contradictory
	if l.contradictory > 0 {
		l.result.Notes = append(l.result.Notes, fmt.Sprintf("%d rows contradict other rows of the file, and none of them was written", l.contradictory))
	}
	if l.result.Rows == 0 && len(l.result.Notes) == 0 {
		l.result.Notes = append(l.result.Notes, "the file holds no row")
	}
	l.result.Notes = append(l.result.Notes, l.notes...)
	for _, format := range sorted(l.told) {
		l.result.Notes = append(l.result.Notes, fmt.Sprintf(format, l.told[format]))
	}
	if l.options.Preview == nil {
		if err := l.writer.Imported(ctx, l.source.ID, l.result.Rows); err != nil {
			return err
		}
	}
	return l.resolve(ctx)
}

// resolve merges officials that the file and the stored records show to be one person.
func (l *loader) resolve(ctx context.Context) (err error) {
	var done graph.Resolution
	if l.options.Preview != nil {
		done, err = l.options.Preview.PreviewResolution(ctx, l.assumed, l.source.ID)
	} else {
		done, err = l.writer.ResolveIdentities(ctx)
	}
	l.result.Resolution = done
	return err
}

// read sends rows in batches. No two rows of a batch replace the same record.
func (l *loader) read(ctx context.Context, format Format, batches chan<- []*Row) error {
	var rows []*Row
	put := map[string]bool{}
	send := func() error {
		if len(rows) == 0 {
			return nil
		}
		select {
		case batches <- rows:
			rows, put = nil, map[string]bool{}
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	agreed, err := l.agree(ctx, format, l.looks)
	if err != nil {
		return err
	}
	l.retracted = agreed.retracted // before anything is written
	l.notes = append(l.notes, agreed.differ.notes()...)
	err = l.file.each(func(m member) error {
		if !l.takes(m, format) {
			l.left = append(l.left, m.name)
			return nil
		}
		if m.shape.err != nil {
			return m.shape.err
		}
		l.notes = append(l.notes, m.shape.notes...)
		in := l.input(format, m)
		return format.Read(in, func(r *Row) error {
			l.contradictory += ones(agreed.settle(r))
			ids := r.Update.Put.IDs()
			if len(rows) == rowsAtOnce || slices.ContainsFunc(ids, func(id string) bool { return put[id] }) {
				if err := send(); err != nil {
					return err
				}
			}
			for _, id := range ids {
				put[id] = true
			}
			rows = append(rows, r)
			in.Next()
			return ctx.Err()
		})
	})
	l.noteLeft(format)
	// What was read before an error is written all the same.
	return errors.Join(send(), err)
}

// takes reports whether one of the file's inputs is read: of an archive those alone that look like the format.
func (l *loader) takes(m member, format Format) bool { return !l.choosy || m.looks(format) }

// noteLeft notes which of an archive's files are not read.
func (l *loader) noteLeft(format Format) {
	if n := len(l.left); n > 0 {
		l.result.Notes = append(l.result.Notes, fmt.Sprintf("left out, for they do not look like %s: %d of the archive's files, such as %s", format.Name, n, cut(l.left[0])))
	}
}

// write writes a batch of rows, and counts what became of them.
func (l *loader) write(ctx context.Context, rows []*Row) error {
	u := updateOf(rows, l.source)
	u.Retracted = l.retracted
	outcomes, err := l.update(ctx, u)
	if err != nil {
		return err
	}
	fates := make(map[string]graph.Outcome, len(outcomes))
	for _, o := range outcomes {
		fates[o.Name()] = o
	}
	told := map[string]bool{}
	for _, r := range rows {
		if err := l.count(ctx, r, r.fate(fates, told)); err != nil {
			return err
		}
	}
	if l.options.Progress != nil {
		l.options.Progress(Progress{Read: l.file.read.Load(), Size: l.file.size, Rows: l.result.Rows})
	}
	return nil
}

func (l *loader) update(ctx context.Context, u graph.Update) (graph.Outcomes, error) {
	if l.options.Preview != nil {
		return l.options.Preview.Preview(ctx, u, l.assumed)
	}
	return l.writer.Update(ctx, u)
}

// updateOf is what rows say together: what is put comes before what is merged, and that before what is ensured.
func updateOf(rows []*Row, source graph.Source) graph.Update {
	u := graph.Update{Earlier: map[string][]string{}}
	u.Ensure.Sources = append(u.Ensure.Sources, source)
	for _, r := range rows {
		if r.bad == nil {
			u.Put.Append(r.Update.Put)
			u.Merge.Append(r.Update.Merge)
			u.Ensure.Append(r.Update.Ensure)
			maps.Copy(u.Earlier, r.Update.Earlier)
		}
	}
	put := u.Put.Kinds()
	in := func(kinds ...map[string]string) func(string) bool {
		return func(id string) bool {
			return slices.ContainsFunc(kinds, func(k map[string]string) bool { return k[id] != "" })
		}
	}
	u.Merge = u.Merge.Without(in(put))
	merged := u.Merge.Kinds()
	u.Merge = u.Merge.Merged(graph.Batch{})
	u.Ensure = u.Ensure.Without(in(put, merged)).First()
	u.From = source.ID
	return u
}

// fate is what became of the row: where one of its records was rejected, that; else what became of the main one. Of
// rows that tell of one record the first made it, and the others added to it.
func (r *Row) fate(fates map[string]graph.Outcome, told map[string]bool) graph.Outcome {
	if r.bad != nil {
		return graph.Outcome{Status: graph.Rejected, Field: r.bad.Field, Message: r.bad.Text}
	}
	for _, b := range []graph.Batch{r.Update.Ensure, r.Update.Merge, r.Update.Put} {
		for _, id := range b.IDs() {
			if o := fates[id]; o.Status == graph.Rejected {
				return o
			}
		}
	}
	o := fates[r.main]
	switch {
	case o.Status == "":
		o.Status = graph.Unchanged
	case o.Status == graph.Created && told[r.main]:
		o.Status = graph.Updated
	}
	told[r.main] = true
	return o
}

func (l *loader) count(ctx context.Context, r *Row, o graph.Outcome) error {
	l.result.Rows++
	switch o.Status {
	case graph.Created:
		l.result.Created++
	case graph.Updated:
		l.result.Updated++
	case graph.Unchanged:
		l.result.Unchanged++
	case graph.Rejected:
		l.result.Rejected++
		return l.report(ctx, Rejection{Line: r.Line, Record: o.ID, Field: o.Field, Value: cut(r.value), Reason: o.Message})
	}
	for _, format := range r.tells {
		l.told[format]++
	}
	for _, left := range r.left {
		l.result.Left++
		left.Record = r.main
		if err := l.report(ctx, left); err != nil {
			return err
		}
	}
	return nil
}

// report writes what was rejected or left out to where rejected rows go, or shows the first of them.
func (l *loader) report(ctx context.Context, row Rejection) error {
	if l.options.Preview == nil || l.options.Rejected != "" {
		return l.rejects.add(ctx, row)
	}
	if len(l.result.Rejections) < shownRejections {
		l.result.Rejections = append(l.result.Rejections, row)
	}
	return nil
}
