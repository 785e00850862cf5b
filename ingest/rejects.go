package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"demarche/internal/files"
)

// A Rejection is a line of the file of rejected rows.
type Rejection struct {
	Line   int    `json:"line"`             // of the file, from 1; in an archive, of the file in it
	Record string `json:"record,omitempty"` // the id of the record that cannot be written
	Field  string `json:"field"`
	Value  string `json:"value,omitempty"`
	Reason string `json:"reason"`
	Kept   bool   `json:"kept,omitempty"` // the value alone was left out: the rest of the row was written
}

// rejects is where rejected rows go. Their file is made with the first of them, and has its name when the import ends.
type rejects struct {
	path  string    // of the file, or files.Std
	std   io.Writer // what that stands for
	named bool      // the path was given: it is the only one that will do
	file  *files.Output
}

// newRejects decides where the rejected rows of a file go.
func newRejects(path string, o Options) rejects {
	switch {
	case o.Rejected != "":
		return rejects{path: o.Rejected, std: o.Out, named: true}
	case path == files.Std, strings.HasPrefix(path, "/dev/"), strings.HasPrefix(path, "/proc/"): // no place for a file
		path = "stdin"
	}
	return rejects{path: path + RejectsSuffix}
}

// RejectsSuffix is what the name of a file of rejected rows ends with, after the name of the file that they are of.
const RejectsSuffix = ".rejected.jsonl"

const (
	shownOfValue    = 1000 // bytes
	shownRejections = 20   // rows
)

func (r *rejects) add(ctx context.Context, row Rejection) error {
	line, err := json.Marshal(row)
	if err != nil {
		return err
	}
	line = append(line, '\n')
	if r.path == files.Std {
		_, err = r.std.Write(line)
		return err
	}
	if r.file == nil {
		if r.named {
			r.file, err = files.Create(ctx, r.path)
		} else {
			r.file, err = files.Beside(r.path)
		}
		if err != nil {
			return fmt.Errorf("the file for rejected rows: %w; name another with --rejected", err)
		}
	}
	_, err = r.file.Write(line)
	return err
}

func cut(s string) string {
	if len(s) > shownOfValue {
		return s[:shownOfValue] + "…"
	}
	return s
}

// close gives the file its name, and returns it and whether it is new; "" where nothing was rejected. Nothing that is
// there is overwritten: where no path was given and that of an earlier import holds other rows, the name has a number.
func (r *rejects) close() (path string, made bool, err error) {
	if r.file == nil {
		return "", false, nil
	}
	if r.named {
		return r.path, true, r.file.Commit(rejectsMode)
	}
	defer r.file.Discard()
	for n := 1; ; n++ {
		path := numbered(r.path, n)
		if r.file.Same(path) {
			return path, false, nil
		}
		if err := r.file.CommitAs(path); !errors.Is(err, fs.ErrExist) {
			return path, err == nil, err
		}
	}
}

const rejectsMode = 0o600

// numbered is the nth name of a file of rejected rows: x.csv.rejected.jsonl, x.csv.2.rejected.jsonl …
func numbered(path string, n int) string {
	if n == 1 {
		return path
	}
	return fmt.Sprintf("%s.%d%s", strings.TrimSuffix(path, RejectsSuffix), n, RejectsSuffix)
}

// RejectsOf returns the names of the files whose rejected rows a file of that name may hold; none where it is no such
// file.
func RejectsOf(path string) []string {
	of, rejects := strings.CutSuffix(path, RejectsSuffix)
	if !rejects {
		return nil
	}
	if dot := strings.LastIndexByte(of, '.'); dot > 0 {
		if _, err := strconv.Atoi(of[dot+1:]); err == nil {
			return []string{of, of[:dot]}
		}
	}
	return []string{of}
}
