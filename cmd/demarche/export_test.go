package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// A file gets its name when it is whole; where that fails, an earlier one stays, and nothing else is left.
func TestToFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.csv")
	write := func(text string, failed error) error {
		return toFile(path, func(w io.Writer) error {
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
	if err := write("half", cut); !errors.Is(err, cut) {
		t.Error(err)
	}
	holds("whole", 1)
}
