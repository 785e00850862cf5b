// Package export writes the graph as files that others read: one file of this package per format, and a registry.
package export

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"demarche/graph"
)

// A Format is one kind of file.
type Format struct {
	Name      string
	About     string // what it is, in a line
	Extension string // of files, with the dot
	Media     string // the media type
	Binary    bool   // not for a terminal
	Of        Sort
	Timed     bool // a map that may show when, stretch by stretch
	// write writes the whole export. After an error the output is incomplete, and readers of the format detect that.
	write func(ctx context.Context, g Graph, r Request, w io.Writer) error
}

// Sort is the content of a format, which determines its filters.
type Sort int

// The sorts.
const (
	Records Sort = iota // everything, or some events with all that they refer to
	Tables              // one table
	Maps                // actors, and the events they share
)

// Formats returns all export formats.
func Formats() []Format {
	return []Format{jsonl, csvFormat, parquetFormat, arrowFormat, graphml, gexf, cytoscape}
}

// FormatNamed returns the format of that name. The error wraps graph.ErrNotFound.
func FormatNamed(name string) (Format, error) {
	formats := Formats()
	i := slices.IndexFunc(formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		names := make([]string, len(formats))
		for i, f := range formats {
			names[i] = f.Name
		}
		return Format{}, fmt.Errorf("%w: there is no format %q; there are %s", graph.ErrNotFound, name, strings.Join(names, ", "))
	}
	return formats[i], nil
}

// Graph reads everything that exports contain.
type Graph interface {
	Reader
	// Map returns a bounded map of actors and the edges between them.
	Map(ctx context.Context, q graph.MapQuery) (*graph.Map, error)
}

// Reader reads records and rows, page by page.
type Reader interface {
	// EventsAfter returns the ids of the events of a page, in the order of time. last is the cursor of the last event.
	EventsAfter(ctx context.Context, args graph.TimelineArgs) (ids []string, last string, err error)
	// IDsAfter returns up to limit ids with a prefix, in order and after a given id.
	IDsAfter(ctx context.Context, prefix, after string, limit int) ([]string, error)
	// RecordsOf returns the records stored under ids, in their order. It returns retracted records, and what others
	// say of them, only if whole is set.
	RecordsOf(ctx context.Context, ids []string, whole bool) (graph.Batch, error)
	// LinksOf returns the links from some events, in the order of the ids and of the later events' ids. It includes
	// links to retracted events.
	LinksOf(ctx context.Context, ids []string) ([]graph.Link, error)
	// Rows returns the rows of a table for some ids, in their order.
	Rows(ctx context.Context, table string, ids []string) (graph.Rows, error)
}

// Write writes the export that r describes to w. It reads page by page and holds one page at a time, so that a slow w
// keeps no transaction open. It stops at the first error of w. After an error, readers reject the partial file. An
// error before the first byte wraps graph.ErrBadInput or another error of graph if the request is wrong.
func (f Format) Write(ctx context.Context, g Graph, r Request, w io.Writer) error {
	if err := f.write(ctx, g, r, w); err != nil {
		return fmt.Errorf("exporting %s: %w", f.Name, err)
	}
	return nil
}

// These bound the size of a page. Pages of ids are light; a record comes with its edges.
const (
	idsAtOnce     = 1000
	recordsAtOnce = 500
)

// eachID calls do with every id that begins with a prefix, some at a time.
func eachID(ctx context.Context, g Graph, prefix string, do func(ids []string) error) error {
	after := ""
	for {
		ids, err := g.IDsAfter(ctx, prefix, after, idsAtOnce)
		if err != nil || len(ids) == 0 {
			return err
		}
		for chunk := range slices.Chunk(ids, recordsAtOnce) {
			if err := do(chunk); err != nil {
				return err
			}
		}
		after = ids[len(ids)-1]
	}
}

// eachEvent calls do with the ids of every event of a filter in the order of time, some at a time.
func eachEvent(ctx context.Context, g Graph, f graph.Filter, do func(ids []string) error) error {
	args := graph.TimelineArgs{Filter: f, Page: graph.Page{Size: idsAtOnce}}
	for {
		ids, last, err := g.EventsAfter(ctx, args)
		if err != nil || len(ids) == 0 {
			return err
		}
		for chunk := range slices.Chunk(ids, recordsAtOnce) {
			if err := do(chunk); err != nil {
				return err
			}
		}
		args.Page.After = last
	}
}
