// Package ingest reads the files that the field uses into the graph: one file of this package per format, and a
// registry.
package ingest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"demarche/graph"
)

// A Format is one kind of file.
type Format struct {
	Name  string
	About string // what it is, in a line
	// Sniff reports whether the beginning of a file looks like this format. It has to be sure: formats are asked in turn.
	Sniff func(Head) bool
	// Headless reports whether what looks like this format has no header; nil where all tables of it have one.
	Headless func(Head) bool
	// Read calls row for each row of the input, in order, and ends with the first error that row returns. What is wrong
	// with one row is no error: see Row.Reject. An error says that the input as a whole is not of this format, or broken.
	Read func(in *Input, row func(*Row) error) error
}

// Formats lists what can be imported.
func Formats() []Format {
	return []Format{events, gdelt, quadruples, visits, comtrade, popolo, officeholders, ftm, leaders}
}

// Auto is the format that is told by the content.
const Auto = "auto"

// formatNamed returns the format of that name, or with Auto the one that the content looks like. What is known to be
// none is refused under any name.
func formatNamed(name string, head Head) (Format, error) {
	if len(bytes.TrimSpace(head.Bytes)) == 0 {
		return Format{}, fmt.Errorf("%w: %s is empty", graph.ErrBadInput, head.Name)
	}
	says, sure := other(name, head)
	if sure {
		return Format{}, fmt.Errorf("%w: %s: %s", graph.ErrBadInput, head.Name, says)
	}
	known := name == Auto
	var names []string
	for _, f := range Formats() {
		if f.Name == name && says == "" || (f.Name == name || name == Auto) && f.Sniff(head) {
			return f, nil
		}
		known = known || f.Name == name
		names = append(names, f.Name)
	}
	switch {
	case !known:
		return Format{}, fmt.Errorf("%w: there is no format %q; there are %s, and %s to tell by the content", graph.ErrBadInput, name, strings.Join(names, ", "), Auto)
	case says != "":
		return Format{}, fmt.Errorf("%w: %s: %s", graph.ErrBadInput, head.Name, says)
	}
	return Format{}, fmt.Errorf("%w: the content of %s looks like none of the formats (at most %d lines may stand before a header); name one of %s",
		graph.ErrBadInput, head.Name, maxPreamble, strings.Join(names, ", "))
}

// Writer writes records to a graph.
type Writer interface {
	// Update writes the valid records and returns the outcome of each record.
	Update(ctx context.Context, u graph.Update) (graph.Outcomes, error)
	// ResolveIdentities merges officials that the written records show to be one person.
	ResolveIdentities(ctx context.Context) (graph.Resolution, error)
	// Imported stores the number of rows read from a file on its source.
	Imported(ctx context.Context, source string, rows int) error
}

// Previewer returns the outcomes of writes without writing.
type Previewer interface {
	// Preview returns the outcomes of an Update if the assumed records were stored too. It adds u to assumed.
	Preview(ctx context.Context, u graph.Update, assumed *graph.Assumed) (graph.Outcomes, error)
	// PreviewResolution returns the result of ResolveIdentities with the assumed records, which come from a file.
	PreviewResolution(ctx context.Context, assumed *graph.Assumed, file string) (graph.Resolution, error)
}

// Options holds the options of an import.
type Options struct {
	Format  string    // of the file; Auto
	Preview Previewer // say by it what would change, and change nothing; nil: change it
	EachRow bool      // of GDELT: each row is an event of its own
	Dates   string    // dmy or mdy: the order of dates such as 03/02/2001; empty: what each column shows
	// Traveller names, of visits, who travelled, where the files do not.
	Traveller string
	Country   string // of visits: the travellers' own country, a name or a code, where the file does not name it
	Decimals  string // comma or point: the decimal mark; empty: what each column shows
	// Encoding names that of text that is neither UTF-8 nor has a byte order mark, as EncodingNamed does; empty: none.
	Encoding string
	// Rejected is the file for rejected rows; empty: the file's name and .rejected.jsonl, of a preview Result.Rejections.
	Rejected string
	In       io.Reader      // standard input, where the path is files.Std
	Out      io.Writer      // standard output, where Rejected is files.Std
	Progress func(Progress) // is told after each batch; may be nil
}

// Progress is how far an import has come.
type Progress struct {
	Read, Size int64 // bytes of the file as it lies there
	Rows       int
}

// Result is what became of a file. Created, Updated, Unchanged and Rejected add up to Rows.
type Result struct {
	File      string `json:"file"`
	Format    string `json:"format"`
	SHA256    string `json:"sha256"`
	Source    string `json:"source"` // its id in the graph
	Rows      int    `json:"rows"`
	Created   int    `json:"created"`
	Updated   int    `json:"updated"`
	Unchanged int    `json:"unchanged"`
	Rejected  int    `json:"rejected"`
	Left      int    `json:"left"` // values that cannot be read, of rows that are kept without them
	graph.Resolution
	// Contradictory counts those of the rejected rows that other rows of the file contradict.
	Contradictory int    `json:"contradictory,omitempty"`
	Rejects       string `json:"rejectedRows,omitempty"` // the file that holds them, if there is one
	Made          bool   `json:"-"`                      // this import made that file: none was there that holds the same rows
	// The first of them, where nothing was written: of a preview, without Options.Rejected.
	Rejections []Rejection `json:"rejections,omitempty"`
	DryRun     bool        `json:"dryRun,omitempty"`
	Notes      []string    `json:"notes,omitempty"`
	Error      string      `json:"error,omitempty"` // why the file was not read, or not to its end
}

// Unread is why a file could not be read, or not to its end. That is the file's fault: others may be imported all the
// same.
type Unread struct{ error }

// Unwrap returns what went wrong.
func (e Unread) Unwrap() error { return e.error }
