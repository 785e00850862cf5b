package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// A file gets its name when it is whole; where that fails, nothing is left.
func TestToFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.csv")
	write := func(text string, failed error) error {
		return toFile(t.Context(), path, everybody, func(w io.Writer) error {
			if _, err := io.WriteString(w, text); err != nil {
				return err
			}
			return failed
		})
	}
	holds := func(want string, files int) {
		t.Helper()
		got, err := os.ReadFile(path)
		if string(got) != want || (err == nil) != (want != "") {
			t.Errorf("%q, %v", got, err)
		}
		if found, err := os.ReadDir(dir); err != nil || len(found) != files {
			t.Errorf("%v, %v", found, err)
		}
	}
	cut := errors.New("cut")
	if err := write("half", cut); !errors.Is(err, cut) {
		t.Error(err)
	}
	holds("", 0)
	if err := write("whole", nil); err != nil {
		t.Error(err)
	}
	holds("whole", 1)
	if err := write("again", nil); !errors.Is(err, fs.ErrExist) {
		t.Error(err)
	}
	holds("whole", 1)
}
