package ingest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// rejected is a line of the file of rejected rows.
type rejected struct {
	Line   int    `json:"line"`             // of the file, from 1; in an archive, of the file in it
	Record string `json:"record,omitempty"` // the id of the record that cannot be written
	Field  string `json:"field"`
	Value  string `json:"value,omitempty"`
	Reason string `json:"reason"`
}

// rejects is the file of rejected rows. It is made with the first of them.
type rejects struct {
	path string
	file *os.File
}

// RejectsSuffix is what the name of a file of rejected rows ends with, after the name of the file that they are of.
const RejectsSuffix = ".rejected.jsonl"

const shownOfValue = 1000 // bytes

func (r *rejects) add(row rejected) error {
	if r.file == nil {
		f, err := os.OpenFile(r.path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
		if err != nil {
			return fmt.Errorf("the file for rejected rows: %w; name another with --rejected", err)
		}
		r.file = f
	}
	row.Value = cut(row.Value)
	line, err := json.Marshal(row)
	if err != nil {
		return err
	}
	_, err = r.file.Write(append(line, '\n'))
	return err
}

func cut(s string) string {
	if len(s) > shownOfValue {
		return s[:shownOfValue] + "…"
	}
	return s
}

// close ends the file. One of an earlier import is removed where nothing was rejected.
func (r *rejects) close(keep bool) error {
	if r.file != nil {
		return r.file.Close()
	}
	if keep {
		return nil
	}
	if err := os.Remove(r.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
