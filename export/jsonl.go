package export

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"demarche/graph"
)

// jsonl is lossless: "demarche import events" reads the file of a whole graph into the same graph again.
var jsonl = Format{
	Name: "jsonl", About: "JSON Lines, lossless: each line a record, as import events reads them", Extension: ".jsonl",
	Media: "application/jsonl; charset=utf-8", Of: Records,
	write: func(ctx context.Context, g Graph, r Request, w io.Writer) error {
		l := &lines{w: bufio.NewWriterSize(w, 64<<10)}
		var err error
		if r.Filtered {
			err = some(ctx, g, l, r.Filter)
		} else {
			err = everything(ctx, g, l)
		}
		if err != nil && l.some {
			// Who reads a pipe, and not our exit status, sees that this is not all: import rejects the line.
			l.put("error", failure{"the export failed here: this is not all"})
		}
		return errors.Join(err, l.w.Flush())
	},
}

// failure is the last line of an incomplete file.
type failure struct {
	Message string `json:"message"`
}

// lines writes records, each as a line that begins with its type.
type lines struct {
	w    *bufio.Writer
	buf  bytes.Buffer
	some bool
	err  error // the first
}

// batch writes the records of a batch, so that records come after those that they refer to. The records of one type
// are in order already.
func (l *lines) batch(b graph.Batch) error {
	for _, kind := range graph.RecordTypes() {
		b.Lines(kind, func(record any) { l.put(kind, record) })
	}
	return l.err
}

func (l *lines) put(kind string, record any) {
	l.buf.Reset()
	encoder := json.NewEncoder(&l.buf)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(record); err != nil {
		l.fail(fmt.Errorf("writing a %s: %w", kind, err))
		return
	}
	// The fields of the record, of which none is called type.
	for _, part := range []string{`{"type":"`, kind, `",`} {
		_, err := l.w.WriteString(part)
		l.fail(err)
	}
	_, err := l.w.Write(l.buf.Bytes()[1:])
	l.fail(err)
	l.some = true
}

func (l *lines) fail(err error) {
	if l.err == nil {
		l.err = err
	}
}
